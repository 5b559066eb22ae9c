import YAML

/// Arithmetic over variables: `+ - * / ^ ( )`, integers and decimals. As usual, `^` binds tightest
/// and to the right, then a sign, then `*` and `/`, then `+` and `-`: `-2^2` is −4.
package struct Formula: Sendable {
  /// Deeper nesting is nobody's formula, and would cost stack.
  package static let depthLimit = 100
  /// Longer formulas are nobody's; in bytes.
  package static let lengthLimit = 1000

  private let steps: [FormulaStep]

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
}

/// A step of a stack machine: values are pushed, operators take theirs from the top.
enum FormulaStep: Sendable {
  case number(Double)
  case variable(String, offset: Int)
  case negation
  case operation(UInt8, offset: Int)
}

/// Why a formula has no value. Offsets count UTF-8 bytes from the formula's first character (behind
/// the `=`).
package enum FormulaError: Error, Sendable, Hashable {
  case unknownVariable(name: String, offset: Int)
  /// The variable gets its value only after this formula.
  case laterVariable(name: String, offset: Int)
  /// Something stands where a number, a name or a parenthesis should.
  case unexpected(text: String, offset: Int)
  /// Two values follow one another; the text is the second's first word.
  case missingOperator(before: String, offset: Int)
  /// The formula ends where something must follow; the offset is the last character's, nil where
  /// there is none.
  case unexpectedEnd(after: Int?)
  case unclosedParenthesis(offset: Int)
  case divisionByZero(offset: Int)
  /// `^` takes whole exponents; the offset is its own.
  case fractionalExponent(Double, offset: Int)
  /// A number, or what an operator gives, is too large; the text is the number or the operator.
  case notFinite(text: String, offset: Int)
  case tooDeep(limit: Int, offset: Int)
  /// In bytes.
  case tooLong(limit: Int)
}
