package import YAML

extension SourceRange {
  /// The range, cut at the end of its first line: enough to point at something long.
  package var firstLine: SourceRange {
    guard end.line > start.line else { return self }
    var (offset, column) = (start.offset, start.column)
    let bytes = source.bytes
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n"),
      bytes[offset] != UInt8(ascii: "\r")
    {
      // Columns count characters, which end before the next byte that starts one.
      if bytes[offset] & 0xC0 != 0x80 { column += 1 }
      offset += 1
    }
    return SourceRange(
      source: source, start: start,
      end: SourcePosition(line: start.line, column: column, offset: offset))
  }

  /// `count` bytes from `offset` on of a scalar whose value is `text`, if the scalar stands in the
  /// file as its value is, with or without quotes; else all that is on its first line.
  package func part(of text: String, offset: Int, count: Int) -> SourceRange {
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
