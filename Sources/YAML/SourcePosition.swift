/// A place between two characters of a source.
package struct SourcePosition: Sendable, Hashable, Comparable {
  /// The line, from 1. Only LF, CRLF and CR end a line.
  package let line: Int
  /// The column, from 1, in Unicode scalars; a byte order mark does not count.
  package let column: Int
  /// The distance from the start of the source in bytes, a byte order mark included.
  package let offset: Int

  package init(line: Int, column: Int, offset: Int) {
    self.line = line
    self.column = column
    self.offset = offset
  }

  package static func < (left: SourcePosition, right: SourcePosition) -> Bool {
    left.offset < right.offset
  }
}
