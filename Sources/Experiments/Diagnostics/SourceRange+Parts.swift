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
  /// file as its value is, with or without quotes; else all that is on its first line.
  func part(of text: String, offset: Int, count: Int) -> SourceRange {
    let bytes = Array(text.utf8)
    let quote = (end.offset - start.offset - bytes.count) / 2
    guard start.line == end.line, quote == 0 || quote == 1,
      Array(source.bytes[start.offset + quote..<end.offset - quote]) == bytes
    else { return firstLine }
    func position(_ offset: Int) -> SourcePosition {
      let scalars = String(decoding: bytes[..<offset], as: UTF8.self).unicodeScalars.count
      return SourcePosition(
        line: start.line, column: start.column + quote + scalars,
        offset: start.offset + quote + offset)
    }
    let from = min(offset, bytes.count)
    return SourceRange(
      source: source, start: position(from), end: position(min(from + max(count, 1), bytes.count)))
  }
}
