import YAML

/// Reads the text of a formula into its steps, by recursive descent.
struct FormulaParser {
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0
  private var steps: [FormulaStep] = []

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  static func isLetter(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z") || byte == UInt8(ascii: "_")
  }

  mutating func parse() throws(FormulaError) -> [FormulaStep] {
    try sum()
    guard peek() == nil else { throw unexpectedBehindValue() }
    return steps
  }

  private mutating func sum() throws(FormulaError) {
    try product()
    while let symbol = take("+", "-") {
      try product()
      steps.append(.operation(symbol.byte, offset: symbol.offset))
    }
  }

  private mutating func product() throws(FormulaError) {
    try signed()
    while let symbol = take("*", "/") {
      try signed()
      steps.append(.operation(symbol.byte, offset: symbol.offset))
    }
  }

  private mutating func signed() throws(FormulaError) {
    var isNegative = false
    while let sign = take("+", "-") {
      isNegative = isNegative != (sign.byte == UInt8(ascii: "-"))
    }
    try power()
    if isNegative { steps.append(.negation) }
  }

  private mutating func power() throws(FormulaError) {
    try atom()
    guard let symbol = take("^") else { return }
    try enter(at: symbol.offset)
    defer { depth -= 1 }
    try signed()
    steps.append(.operation(symbol.byte, offset: symbol.offset))
  }

  /// Goes one parenthesis or power deeper.
  private mutating func enter(at offset: Int) throws(FormulaError) {
    depth += 1
    guard depth <= Formula.depthLimit else {
      throw .tooDeep(limit: Formula.depthLimit, offset: offset)
    }
  }

  private mutating func atom() throws(FormulaError) {
    guard let byte = peek() else { throw .unexpectedEnd(after: lastOffset) }
    let start = position
    if let open = take("(") {
      try enter(at: open.offset)
      defer { depth -= 1 }
      try sum()
      guard peek() != nil else { throw .unclosedParenthesis(offset: open.offset) }
      guard take(")") != nil else { throw unexpectedBehindValue() }
      return
    }
    if Self.isLetter(byte) {
      while position < bytes.count,
        Self.isLetter(bytes[position]) || Self.isDigit(bytes[position])
      {
        position += 1
      }
      return steps.append(.variable(text(from: start), offset: start))
    }
    while position < bytes.count, isPartOfNumber(bytes[position], from: start) { position += 1 }
    guard position > start, let number = CoreNumber.number(text(from: start)) else {
      position = start
      throw unexpected()
    }
    guard number.isFinite else { throw .notFinite(text: text(from: start), offset: start) }
    steps.append(.number(number))
  }

  /// Digits, a point, an exponent and the sign right behind its `e`.
  private func isPartOfNumber(_ byte: UInt8, from start: Int) -> Bool {
    if Self.isDigit(byte) || byte == UInt8(ascii: ".") { return true }
    guard position > start else { return false }
    if byte | 0x20 == UInt8(ascii: "e") { return true }
    return (byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"))
      && bytes[position - 1] | 0x20 == UInt8(ascii: "e")
  }

  private mutating func peek() -> UInt8? {
    while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
    return position < bytes.count ? bytes[position] : nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n")
  }

  /// Where the last character stands; nil if there is none.
  private var lastOffset: Int? { bytes.lastIndex { !Self.isBlank($0) } }

  private mutating func take(
    _ first: Unicode.Scalar, _ second: Unicode.Scalar? = nil
  ) -> (byte: UInt8, offset: Int)? {
    guard let byte = peek() else { return nil }
    let scalar = Unicode.Scalar(byte)
    guard scalar == first || scalar == second else { return nil }
    position += 1
    return (byte, position - 1)
  }

  private func text(from start: Int) -> String {
    String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// What stands here where a value must begin.
  private func unexpected() -> FormulaError {
    .unexpected(text: token, offset: position)
  }

  /// What stands here behind a value: something that begins another value lacks an operator.
  private func unexpectedBehindValue() -> FormulaError {
    let byte = bytes[position]
    let isDigitSeparator = byte == UInt8(ascii: "_") && Self.isDigit(bytes[position - 1])
    let beginsValue = Self.isLetter(byte) || Self.isDigit(byte) || "(.".utf8.contains(byte)
    return beginsValue && !isDigitSeparator
      ? .missingOperator(before: token, offset: position) : unexpected()
  }

  /// The word or number that stands here, or the one character.
  private var token: String {
    let word = bytes[position...].prefix {
      Self.isLetter($0) || Self.isDigit($0) || $0 == UInt8(ascii: ".")
    }
    if !word.isEmpty { return String(decoding: word, as: UTF8.self) }
    return String(String(decoding: bytes[position...], as: UTF8.self).prefix(1))
  }
}
