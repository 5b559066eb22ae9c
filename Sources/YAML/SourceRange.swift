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

  package static func == (left: SourceRange, right: SourceRange) -> Bool {
    left.source === right.source && left.start == right.start && left.end == right.end
  }
}
