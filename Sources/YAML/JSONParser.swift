/// Reads JSON (RFC 8259) into the same tree of nodes as `Parser`, strictly: what is YAML alone is
/// refused. It is for files that programs write, and takes a fifth of the time.
package struct JSONParser {
  private let source: Source
  private let bytes: [UInt8]
  private let limits: Limits
  private var offset = 0
  private var line = 1
  /// The column at an offset that was asked for last; the next lies behind it.
  private var column = 1
  private var columnOffset = 0
  private var nodeCount = 0

  /// Reads one value and what is wrong with it; the first problem ends the reading.
  package static func parse(_ source: Source, limits: Limits = .standard) -> ParseResult {
    let start = SourcePosition(line: 1, column: 1, offset: 0)
    let whole = SourceRange(source: source, start: start, end: start)
    guard source.bytes.count <= limits.fileSize else {
      let kind = SyntaxProblem.Kind.fileTooLarge(
        bytes: source.bytes.count, limit: limits.fileSize)
      return ParseResult(root: nil, problems: [SyntaxProblem(kind: kind, range: whole)])
    }
    if let encoding = ForeignEncoding(byteOrderMarkOf: source.bytes) {
      let kind = SyntaxProblem.Kind.notUTF8(byteOffset: 0, encoding: encoding)
      return ParseResult(root: nil, problems: [SyntaxProblem(kind: kind, range: whole)])
    }
    var parser = JSONParser(source, limits)
    do throws(SyntaxProblem) {
      let root = try parser.value(depth: 0)
      parser.skipSpace()
      guard parser.offset == parser.bytes.count else { throw parser.problem("the end") }
      return ParseResult(root: root, problems: [])
    } catch {
      return ParseResult(root: nil, problems: [error])
    }
  }

  private init(_ source: Source, _ limits: Limits) {
    self.source = source
    bytes = source.bytes
    self.limits = limits
  }

  // MARK: Values

  private mutating func value(depth: Int) throws(SyntaxProblem) -> Node {
    skipSpace()
    try count()
    let start = position()
    let content: Node.Content
    switch peek {
    case UInt8(ascii: "{"): content = .mapping(try object(depth))
    case UInt8(ascii: "["): content = .sequence(try array(depth))
    case UInt8(ascii: "\""):
      content = .scalar(Scalar(text: try string(), isPlain: false, tag: nil))
    case UInt8(ascii: "t"): content = .scalar(try word("true"))
    case UInt8(ascii: "f"): content = .scalar(try word("false"))
    case UInt8(ascii: "n"): content = .scalar(try word("null"))
    default: content = .scalar(try number())
    }
    return Node(content: content, range: range(from: start))
  }

  private mutating func count() throws(SyntaxProblem) {
    nodeCount += 1
    guard nodeCount <= limits.nodes else { throw problem(.tooManyNodes(limit: limits.nodes)) }
  }

  private mutating func checkDepth(_ depth: Int) throws(SyntaxProblem) {
    guard depth < limits.depth else { throw problem(.tooDeep(limit: limits.depth)) }
  }

  private mutating func object(_ depth: Int) throws(SyntaxProblem) -> [Node.Entry] {
    var entries: [Node.Entry] = []
    var places: [String: SourceRange] = [:]
    try checkDepth(depth)
    try take("{")
    skipSpace()
    if takeIf("}") { return [] }
    repeat {
      skipSpace()
      let start = position()
      guard peek == UInt8(ascii: "\"") else { throw problem("a key in double quotes") }
      try count()
      let name = try string()
      let place = range(from: start)
      if let first = places.updateValue(place, forKey: name) {
        throw SyntaxProblem(kind: .duplicateKey(name), range: place, related: first)
      }
      skipSpace()
      try take(":")
      let key = Node(
        content: .scalar(Scalar(text: name, isPlain: false, tag: nil)), range: place)
      entries.append(Node.Entry(key: key, name: name, value: try value(depth: depth + 1)))
      skipSpace()
    } while takeIf(",")
    try take("}")
    return entries
  }

  private mutating func array(_ depth: Int) throws(SyntaxProblem) -> [Node] {
    var items: [Node] = []
    try checkDepth(depth)
    try take("[")
    skipSpace()
    if takeIf("]") { return [] }
    repeat {
      items.append(try value(depth: depth + 1))
      skipSpace()
    } while takeIf(",")
    try take("]")
    return items
  }

  private mutating func word(_ text: String) throws(SyntaxProblem) -> Scalar {
    guard bytes[offset...].starts(with: text.utf8) else { throw problem("a value") }
    offset += text.utf8.count
    return Scalar(text: text, isPlain: true, tag: nil)
  }

  private mutating func number() throws(SyntaxProblem) -> Scalar {
    let start = offset
    _ = takeIf("-")
    if !takeIf("0") { guard takeDigits() else { throw problem("a value") } }
    if takeIf(".") { guard takeDigits() else { throw problem("a digit") } }
    if takeIf("e") || takeIf("E") {
      if !takeIf("+") { _ = takeIf("-") }
      guard takeDigits() else { throw problem("a digit") }
    }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    return Scalar(text: text, isPlain: true, tag: nil)
  }

  private mutating func takeDigits() -> Bool {
    let start = offset
    while let byte = peek, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { offset += 1 }
    return offset > start
  }

  // MARK: Strings

  private mutating func string() throws(SyntaxProblem) -> String {
    try take("\"")
    let first = offset
    var text: [UInt8] = []
    var start = offset
    while let byte = peek, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw problem("no control character inside a string") }
      if byte == UInt8(ascii: "\\") {
        text += bytes[start..<offset]
        offset += 1
        try escape(into: &text)
        start = offset
      } else {
        offset += 1
      }
    }
    text += bytes[start..<offset]
    try take("\"")
    guard let string = String(validating: text, as: UTF8.self) else {
      offset = first
      while scalar() != nil {}
      throw problem(.notUTF8(byteOffset: offset, encoding: nil))
    }
    return string
  }

  /// Takes one character; nil, and nothing is taken, where the bytes are not UTF-8.
  private mutating func scalar() -> Unicode.Scalar? {
    var rest = bytes[offset...].makeIterator()
    var parser = Unicode.UTF8.ForwardParser()
    guard case .valid(let encoded) = parser.parseScalar(from: &rest) else { return nil }
    offset += encoded.count
    return Unicode.UTF8.decode(encoded)
  }

  /// Takes what follows a backslash. A problem lies at the backslash.
  private mutating func escape(into text: inout [UInt8]) throws(SyntaxProblem) {
    let start = offset - 1
    guard let byte = peek else { throw problem("a closing quote") }
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0c)
    case UInt8(ascii: "n"): text.append(0x0a)
    case UInt8(ascii: "r"): text.append(0x0d)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      var units = [try unit(of: start)]
      if UTF16.isLeadSurrogate(units[0]), bytes[offset...].starts(with: [0x5c, 0x75]) {
        offset += 2
        units.append(try unit(of: start))
      }
      guard let string = String(validating: units, as: UTF16.self) else {
        offset = start
        throw problem(.malformedEscape)
      }
      text += string.utf8
    default:
      offset -= 1
      guard let character = scalar() else {
        throw problem(.notUTF8(byteOffset: offset, encoding: nil))
      }
      offset = start
      throw problem(.unknownEscape(character))
    }
  }

  /// The four hexadecimal digits behind `\u`.
  ///
  /// - Parameter start: where the escape starts
  private mutating func unit(of start: Int) throws(SyntaxProblem) -> UInt16 {
    let digits = bytes[offset...].prefix(4)
    guard digits.count == 4, !digits.contains(UInt8(ascii: "+")),
      !digits.contains(UInt8(ascii: "-")),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else {
      offset = start
      throw problem(.malformedEscape)
    }
    offset += 4
    return unit
  }

  // MARK: Characters and places

  private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func takeIf(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  private mutating func take(_ character: Unicode.Scalar) throws(SyntaxProblem) {
    guard takeIf(character) else { throw problem("`\(character)`") }
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 {
      offset += 1
      // A CR ends a line, too, unless a LF follows.
      if byte == 0x0a || byte == 0x0d && peek != 0x0a {
        line += 1
        (column, columnOffset) = (1, offset)
      }
    }
  }

  /// The place of the next byte. Columns count characters.
  private mutating func position() -> SourcePosition {
    while columnOffset < offset {
      if bytes[columnOffset] & 0xc0 != 0x80 { column += 1 }
      columnOffset += 1
    }
    return SourcePosition(line: line, column: column, offset: offset)
  }

  private mutating func range(from start: SourcePosition) -> SourceRange {
    SourceRange(source: source, start: start, end: position())
  }

  private mutating func problem(_ expected: String) -> SyntaxProblem {
    problem(.malformedJSON(expected: expected))
  }

  private mutating func problem(_ kind: SyntaxProblem.Kind) -> SyntaxProblem {
    SyntaxProblem(kind: kind, range: range(from: position()))
  }
}
