/// One line of a text, as far as it matters for finding out what a person meant.
struct TextLine {
  private let text: TextMap
  /// The place of the line's first character.
  let start: SourcePosition
  /// The line without indentation, comment and blanks at its end.
  let content: SourceRange
  /// Where the next line starts; nil for the last.
  let next: SourcePosition?

  /// The line that a place lies in.
  init(_ text: TextMap, at place: SourcePosition) {
    self.text = text
    var offset = place.offset
    let first = text.source.byteOrderMarkLength
    while offset > first, !Self.isBreak(text.byte(offset - 1)) { offset -= 1 }
    // Between CR and LF the line has not ended.
    start = SourcePosition(line: place.line, column: 1, offset: offset)

    while Self.isBlank(text.byte(offset)) { offset += 1 }
    let contentStart = offset
    var contentEnd = offset
    while let byte = text.byte(offset), !Self.isBreak(byte) {
      let isComment =
        byte == UInt8(ascii: "#") && (offset == start.offset || Self.isBlank(text.byte(offset - 1)))
      if isComment { break }
      offset += 1
      if !Self.isBlank(byte) { contentEnd = offset }
    }
    while let byte = text.byte(offset), !Self.isBreak(byte) { offset += 1 }
    let from = text.position(from: start, toOffset: contentStart)
    content = text.range(from, text.position(from: from, toOffset: contentEnd))
    if text.byte(offset) == nil {
      next = nil
    } else {
      let isPair =
        text.byte(offset) == UInt8(ascii: "\r") && text.byte(offset + 1) == UInt8(ascii: "\n")
      next = SourcePosition(
        line: place.line + 1, column: 1, offset: offset + (isPair ? 2 : 1))
    }
  }

  /// Whether nothing but white space and a comment stands in it.
  var isBlankOrComment: Bool { content.start == content.end }

  /// How far the content is from the left edge.
  var indentation: Int { content.start.column - 1 }

  /// Whether a place is where the content starts, or only follows `-` indicators there.
  func starts(at place: SourcePosition) -> Bool {
    guard place > content.start else { return true }
    return text.source.bytes[content.start.offset..<place.offset].allSatisfy {
      $0 == UInt8(ascii: "-") || Self.isBlank($0)
    }
  }

  /// The line of content before this one.
  var previous: TextLine? {
    var current = start
    while current.offset > text.source.byteOrderMarkLength {
      let isPair =
        text.byte(current.offset - 1) == UInt8(ascii: "\n") && current.offset >= 2
        && text.byte(current.offset - 2) == UInt8(ascii: "\r")
      // Only its line and offset are read.
      let end = SourcePosition(
        line: current.line - 1, column: 1, offset: current.offset - (isPair ? 2 : 1))
      let line = TextLine(text, at: end)
      if !line.isBlankOrComment { return line }
      current = line.start
    }
    return nil
  }

  /// The first colon within a range of the line that makes a key, with white space or the end after
  /// it.
  func keyColon(from start: SourcePosition, before end: SourcePosition) -> SourcePosition? {
    colon(from: start, before: end) { Self.isBlank($0) || Self.isBreak($0) || $0 == nil }
  }

  /// The first colon from a place on that something other than white space or a slash follows.
  func tightColon(from start: SourcePosition) -> SourcePosition? {
    colon(from: start, before: content.end) {
      !Self.isBlank($0) && !Self.isBreak($0) && $0 != nil && $0 != UInt8(ascii: "/")
    }
  }

  private func colon(
    from start: SourcePosition, before end: SourcePosition, where follows: (UInt8?) -> Bool
  ) -> SourcePosition? {
    var place = start
    while place < end {
      if text.byte(place.offset) == UInt8(ascii: ":"), follows(text.byte(place.offset + 1)) {
        return place
      }
      place = text.after(place)
    }
    return nil
  }

  static func isBlank(_ byte: UInt8?) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  static func isBreak(_ byte: UInt8?) -> Bool {
    byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }
}
