/// The anchor and the tag before a node, as they stand in the text.
struct Properties {
  private(set) var anchor: SourceRange?
  private(set) var tag: SourceRange?
  /// Where the node's content starts, behind white space and comments.
  private(set) var contentStart: SourcePosition

  /// Reads as many as `count` from `start` on.
  init(_ text: TextMap, at start: SourcePosition, count: Int) {
    contentStart = start
    for _ in 0..<count {
      let first = contentStart
      let isTag = text.byte(first.offset) == UInt8(ascii: "!")
      let end = text.position(from: first, toOffset: Self.end(text, first.offset, isTag: isTag))
      if isTag {
        tag = text.range(first, end)
      } else {
        anchor = text.range(first, end)
      }
      contentStart = Self.skipSpace(text, from: end)
    }
  }

  private static func end(_ text: TextMap, _ start: Int, isTag: Bool) -> Int {
    var offset = start + 1
    let isVerbatim = isTag && text.byte(offset) == UInt8(ascii: "<")
    while let byte = text.byte(offset) {
      if isVerbatim {
        offset += 1
        if byte == UInt8(ascii: ">") { break }
        continue
      }
      if TextLine.isBlank(byte) || TextLine.isBreak(byte) { break }
      if ",[]{}".utf8.contains(byte) || !isTag && ":?".utf8.contains(byte) { break }
      offset += 1
    }
    return offset
  }

  private static func skipSpace(_ text: TextMap, from start: SourcePosition) -> SourcePosition {
    var place = start
    var isComment = false
    while let byte = text.byte(place.offset) {
      if TextLine.isBreak(byte) {
        isComment = false
      } else if byte == UInt8(ascii: "#"), place != start {
        isComment = true
      } else if !isComment, !TextLine.isBlank(byte) {
        break
      }
      place = text.after(place)
    }
    return place
  }
}
