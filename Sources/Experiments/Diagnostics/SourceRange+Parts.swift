import YAML

extension SourceRange {
  /// The range, cut at the end of its first line: enough to point at something long.
  var firstLine: SourceRange {
    guard end.line > start.line else { return self }
    let count = source.line(start.line).unicodeScalars.count
    let text = source.line(start.line).unicodeScalars.dropFirst(start.column - 1)
    let bytes = text.reduce(0) { $0 + UTF8.width($1) }
    return SourceRange(
      source: source, start: start,
      end: SourcePosition(
        line: start.line, column: max(count + 1, start.column), offset: start.offset + bytes))
  }

  /// `count` bytes from `offset` on of a scalar whose value is `text`, if the scalar stands in the
  /// file as its value is; else all of it.
  func part(of text: String, offset: Int, count: Int) -> SourceRange {
    guard start.line == end.line, end.offset - start.offset == text.utf8.count else { return self }
    let bytes = Array(text.utf8)
    func position(_ offset: Int) -> SourcePosition {
      let scalars = String(decoding: bytes[..<offset], as: UTF8.self).unicodeScalars.count
      return SourcePosition(
        line: start.line, column: start.column + scalars, offset: start.offset + offset)
    }
    let from = min(offset, bytes.count)
    return SourceRange(
      source: source, start: position(from), end: position(min(from + max(count, 1), bytes.count)))
  }
}
