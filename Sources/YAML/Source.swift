/// A text that a person wrote: a file or a command-line override. Immutable, shared by every range
/// that points into it.
package final class Source: Sendable {
  /// The name shown in diagnostics, such as `experiments/one-to-one.yaml`.
  package let name: String
  /// The text as it was found, a byte order mark included.
  package let bytes: [UInt8]

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// The text of a line without its terminator (LF, CRLF or CR) and without a byte order mark;
  /// bytes that are not UTF-8 become U+FFFD. The text is empty where there is no such line.
  ///
  /// Lines count from 1. Reads the whole text up to that line: meant for diagnostics, not for loops.
  package func line(_ number: Int) -> String {
    let lineFeed = UInt8(ascii: "\n")
    let carriageReturn = UInt8(ascii: "\r")
    var current = 1
    var start = byteOrderMarkLength
    while current < number {
      let isEnd = { (byte: UInt8) in byte == lineFeed || byte == carriageReturn }
      guard var end = bytes[start...].firstIndex(where: isEnd) else { return "" }
      if bytes[end] == carriageReturn, end + 1 < bytes.count, bytes[end + 1] == lineFeed {
        end += 1
      }
      start = end + 1
      current += 1
    }
    let text = bytes[start...].prefix { $0 != lineFeed && $0 != carriageReturn }
    return String(decoding: text, as: UTF8.self)
  }

  /// The text around a place, on its line: at most `reach` bytes before it and as many behind, so
  /// that it takes no longer in a long line; `isCut` where the line goes on beyond.
  package func excerpt(
    around place: SourcePosition, reach: Int
  ) -> (before: String, after: String, isCut: Bool) {
    func endsLine(_ offset: Int) -> Bool {
      bytes[offset] == UInt8(ascii: "\n") || bytes[offset] == UInt8(ascii: "\r")
    }
    func isInsideCharacter(_ offset: Int) -> Bool {
      offset < bytes.count && bytes[offset] & 0xC0 == 0x80
    }
    var start = place.offset
    while start > byteOrderMarkLength, place.offset - start < reach, !endsLine(start - 1) {
      start -= 1
    }
    while start < place.offset, isInsideCharacter(start) { start += 1 }
    var end = place.offset
    while end < bytes.count, end - place.offset < reach, !endsLine(end) { end += 1 }
    let isCut = end < bytes.count && !endsLine(end)
    while isCut, end > place.offset, isInsideCharacter(end) { end -= 1 }
    return (
      String(decoding: bytes[min(start, place.offset)..<place.offset], as: UTF8.self),
      String(decoding: bytes[place.offset..<end], as: UTF8.self), isCut
    )
  }

  /// How many bytes the UTF-8 byte order mark at the start takes: 3 or 0.
  var byteOrderMarkLength: Int {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }
}

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

/// A stretch of a source; empty where `start` equals `end`.
package struct SourceRange: Sendable, Equatable {
  package let source: Source
  package let start: SourcePosition
  /// The place after the last character.
  package let end: SourcePosition

  package init(source: Source, start: SourcePosition, end: SourcePosition) {
    self.source = source
    self.start = start
    self.end = end
  }

  /// Whether another range lies inside this one.
  package func contains(_ other: SourceRange) -> Bool {
    source === other.source && start <= other.start && other.end <= end
  }

  package static func == (left: SourceRange, right: SourceRange) -> Bool {
    left.source === right.source && left.start == right.start && left.end == right.end
  }
}
