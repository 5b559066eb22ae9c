/// A source checked to be printable UTF-8, and the way from libyaml's character indices to places.
///
/// libyaml's own lines and columns are not used: it also ends lines at U+0085, U+2028 and U+2029,
/// as YAML 1.1 did and editors do not.
struct TextMap {
  let source: Source
  /// Every 64th character's place, so that any other is found within 63 steps even in one long
  /// line, and a map of the largest text stays small.
  private var checkpoints: [SourcePosition] = []
  private static let spacing = 64
  private var length = 0
  /// Whether a character stands in it that ended lines in YAML 1.1 alone.
  private(set) var hasOldLineBreaks = false

  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// Throws the first place that is not UTF-8 or not printable.
  init(_ source: Source) throws(SyntaxProblem) {
    self.source = source
    if let encoding = ForeignEncoding(byteOrderMarkOf: source.bytes) {
      let start = SourcePosition(line: 1, column: 1, offset: 0)
      throw SyntaxProblem(
        kind: .notUTF8(byteOffset: 0, encoding: encoding),
        range: SourceRange(source: source, start: start, end: start))
    }
    // A throwing closure would lose the type of its error.
    let problem = source.bytes.withUnsafeBufferPointer { scan($0) }
    if let problem { throw problem }
  }

  /// Fills the map; returns the first place that cannot be.
  private mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) -> SyntaxProblem? {
    var line = 1
    var column = 1
    var offset = source.byteOrderMarkLength
    var length = 0
    var untilCheckpoint = 0
    while offset < bytes.count {
      if untilCheckpoint == 0 {
        checkpoints.append(SourcePosition(line: line, column: column, offset: offset))
        untilCheckpoint = Self.spacing
      }
      untilCheckpoint -= 1
      length += 1
      let byte = bytes[offset]
      if byte >= 0x20, byte < 0x7F {
        column += 1
        offset += 1
        continue
      }
      if byte == Self.lineFeed || byte == Self.carriageReturn {
        offset += 1
        if byte == Self.lineFeed || offset == bytes.count || bytes[offset] != Self.lineFeed {
          line += 1
          column = 1
        } else {
          column += 1
        }
        continue
      }
      let decoded = Self.decode(bytes, at: offset)
      let width = decoded?.width ?? 1
      guard let scalar = decoded?.scalar, Self.isPrintable(scalar) else {
        return SyntaxProblem(
          kind: decoded.map { .forbiddenCharacter($0.scalar) }
            ?? .notUTF8(byteOffset: offset, encoding: nil),
          range: range(
            SourcePosition(line: line, column: column, offset: offset),
            SourcePosition(line: line, column: column + 1, offset: offset + width)))
      }
      if Self.isOldLineBreak(scalar) { hasOldLineBreaks = true }
      column += 1
      offset += width
    }
    if untilCheckpoint == 0 {
      checkpoints.append(SourcePosition(line: line, column: column, offset: offset))
    }
    self.length = length
    return nil
  }

  /// The place before the character of an index, counted from after the byte order mark.
  func position(_ index: Int) -> SourcePosition {
    let index = min(index, length)
    var position = checkpoints[index / Self.spacing]
    for _ in 0..<index % Self.spacing { position = after(position) }
    return position
  }

  /// The place one character on; the same place at the end.
  func after(_ position: SourcePosition) -> SourcePosition {
    guard let byte = byte(position.offset) else { return position }
    // The text is valid, so the first byte tells the length.
    let width = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
    let next = position.offset + width
    let endsLine =
      byte == Self.lineFeed || byte == Self.carriageReturn && self.byte(next) != Self.lineFeed
    return SourcePosition(
      line: endsLine ? position.line + 1 : position.line,
      column: endsLine ? 1 : position.column + 1, offset: next)
  }

  /// The place at a later byte offset, or at the end.
  func position(from start: SourcePosition, toOffset offset: Int) -> SourcePosition {
    var position = start
    while position.offset < min(offset, source.bytes.count) { position = after(position) }
    return position
  }

  func byte(_ offset: Int) -> UInt8? {
    offset < source.bytes.count ? source.bytes[offset] : nil
  }

  /// The character at a place; nil at the end.
  func scalar(_ position: SourcePosition) -> Unicode.Scalar? {
    source.bytes.withUnsafeBufferPointer { Self.decode($0, at: position.offset)?.scalar }
  }

  func range(_ start: SourcePosition, _ end: SourcePosition) -> SourceRange {
    SourceRange(source: source, start: start, end: end)
  }

  /// The range of the one character at a place; empty at the end.
  func character(_ position: SourcePosition) -> SourceRange {
    range(position, after(position))
  }

  func text(_ range: SourceRange) -> String {
    String(decoding: source.bytes[range.start.offset..<range.end.offset], as: UTF8.self)
  }

  /// YAML's printable characters, without the byte order mark, which it allows in quotes only, and
  /// the noncharacters from U+FDD0, which `Preparation` needs for itself.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xFDCF, 0xFDF0...0xFEFE, 0xFF00...0xFFFD,
      0x10000...0x10FFFF:
      true
    default: false
    }
  }

  static func isOldLineBreak(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\u{85}" || scalar == "\u{2028}" || scalar == "\u{2029}"
  }

  /// Decodes one character after table 3-7 of the Unicode Standard; nil if it is ill-formed.
  private static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, at offset: Int
  ) -> (scalar: Unicode.Scalar, width: Int)? {
    guard offset < bytes.count else { return nil }
    let first = bytes[offset]
    let width: Int
    switch first {
    case 0...0x7F: return (Unicode.Scalar(first), 1)
    case 0xC2...0xDF: width = 2
    case 0xE0...0xEF: width = 3
    case 0xF0...0xF4: width = 4
    default: return nil
    }
    guard offset + width <= bytes.count else { return nil }
    var value = UInt32(first) & (0x7F >> UInt32(width))
    for byte in bytes[(offset + 1)..<(offset + width)] {
      guard byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    // Overlong forms; surrogates and values past the last are left to the initializer.
    guard width == 2 || value >= (width == 3 ? 0x800 : 0x10000) else { return nil }
    return Unicode.Scalar(value).map { ($0, width) }
  }
}
