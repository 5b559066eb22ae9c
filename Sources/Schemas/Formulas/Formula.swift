/// Arithmetic over variables: `+ - * / ^ ( )`, integers and decimals. As usual, `^` binds tightest
/// and to the right, then a sign, then `*` and `/`, then `+` and `-`: `-2^2` is −4.
package struct Formula: Sendable {
  /// A step of a stack machine: values are pushed, operators take theirs from the top.
  private enum Step: Sendable {
    case number(Double)
    case variable(String, offset: Int)
    case negation
    case operation(UInt8, offset: Int)
  }

  /// Deeper nesting is nobody's formula, and would cost stack.
  package static let depthLimit = 100
  /// Longer formulas are nobody's; in bytes.
  package static let lengthLimit = 1000

  private let steps: [Step]

  /// - Parameter text: the formula without its `=`
  package init(_ text: String) throws(FormulaError) {
    guard text.utf8.count <= Self.lengthLimit else { throw .tooLong(limit: Self.lengthLimit) }
    var parser = FormulaParser(text)
    steps = try parser.parse()
  }

  /// A variable's name as a regular expression.
  static let namePattern = "[A-Za-z_][A-Za-z0-9_]*"

  /// A formula, with its `=`, as a regular expression: signs, numbers, names and operators in an
  /// order that can be right. Parentheses are not counted.
  static let pattern: String = {
    let operand = #"(\#(namePattern)|([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?)"#
    let opening = #"[ \t\n(+-]*"#
    let closing = #"[ \t\n)]*"#
    return "^=\(opening)\(operand)(\(closing)[*/^+-]\(opening)\(operand))*\(closing)$"
  }()

  /// Whether formulas can use `text` as a variable's name: a letter or `_`, then letters, digits
  /// and `_`, all ASCII.
  package static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, FormulaParser.isLetter(first) else { return false }
    return text.utf8.allSatisfy { FormulaParser.isLetter($0) || FormulaParser.isDigit($0) }
  }

  /// The formula's value; a variable whose own value had a problem makes it NaN, silently.
  package func value(with variables: Variables) throws(FormulaError) -> Double {
    var stack: [Double] = []
    for step in steps {
      switch step {
      case .number(let number): stack.append(number)
      case .variable(let name, let offset):
        guard let value = variables[name] else {
          throw variables.isLater(name)
            ? .laterVariable(name: name, offset: offset)
            : .unknownVariable(name: name, offset: offset)
        }
        stack.append(value)
      case .negation: stack.append(-stack.removeLast())
      case .operation(let symbol, let offset):
        let b = stack.removeLast()
        let a = stack.removeLast()
        stack.append(try Self.value(of: symbol, a, b, offset: offset))
      }
    }
    return stack.removeLast()
  }

  private static func value(
    of symbol: UInt8, _ a: Double, _ b: Double, offset: Int
  ) throws(FormulaError) -> Double {
    // NaN stands for a variable that has had a problem of its own; nothing else makes one.
    if a.isNaN || b.isNaN { return .nan }
    let value = try apply(symbol, a, b, offset: offset)
    guard value.isFinite else {
      throw .notFinite(text: String(Unicode.Scalar(symbol)), offset: offset)
    }
    return value
  }

  private static func apply(
    _ symbol: UInt8, _ a: Double, _ b: Double, offset: Int
  ) throws(FormulaError) -> Double {
    switch symbol {
    case UInt8(ascii: "+"): return a + b
    case UInt8(ascii: "-"): return a - b
    case UInt8(ascii: "*"): return a * b
    case UInt8(ascii: "/"):
      guard b != 0 else { throw .divisionByZero(offset: offset) }
      return a / b
    default: return try power(a, b, offset: offset)
    }
  }

  /// a^b for integral b by repeated squaring: libm's `pow` differs between machines.
  private static func power(
    _ base: Double, _ exponent: Double, offset: Int
  ) throws(FormulaError) -> Double {
    guard let whole = Int(exactly: exponent) else {
      throw .fractionalExponent(exponent, offset: offset)
    }
    if whole < 0 && base == 0 { throw .divisionByZero(offset: offset) }
    let result = power(base, whole.magnitude)
    if whole >= 0 { return result }
    // What is too large may have a reciprocal all the same.
    return result.isFinite ? 1 / result : power(1 / base, whole.magnitude)
  }

  private static func power(_ base: Double, _ exponent: UInt) -> Double {
    var (result, square, left) = (1.0, base, exponent)
    while left > 0 {
      if left & 1 == 1 { result *= square }
      square *= square
      left >>= 1
    }
    return result
  }

  private struct FormulaParser {
    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0
    private var steps: [Step] = []

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

    mutating func parse() throws(FormulaError) -> [Step] {
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
}
