/// Element-wise mathematics over operands: what an activation, a term of a loss or the rule of a cell
/// says, written once.
///
/// Its derivative, its kernel, the equation that `show graph` prints and the float64 reference of the
/// tests all follow from this declaration. Arithmetic is float32, each step rounded once.
package indirect enum Expression: Sendable, Hashable {
  case operand(Int)
  case constant(Float)
  case unary(Unary, Expression)
  case binary(Binary, Expression, Expression)
  /// a·b + c, rounded once.
  case multiplyAdd(Expression, Expression, Expression)
  /// The second where the first is not zero, else the third.
  case select(Expression, Expression, Expression)

  package enum Unary: String, Sendable, Hashable, CaseIterable {
    case negate = "-"
    case absolute = "abs"
    case squareRoot = "sqrt"
    case exponential = "exp"
    /// e^x − 1.
    case exponentialMinusOne = "expm1"
    case logarithm = "log"
    /// log(1 + x).
    case logarithmOfOnePlus = "log1p"
    case errorFunction = "erf"
    case sigmoid, tanh
    /// log(1 + e^x).
    case softplus
    /// x, or zero where |x| < 2⁻⁶³.
    case flush
  }

  package enum Binary: String, Sendable, Hashable, CaseIterable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    /// NaN if one is.
    case minimum = "min"
    case maximum = "max"
    /// 1 where the first is smaller, else 0.
    case less = "<"
  }
}

extension Expression: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  package init(floatLiteral value: Double) { self = .constant(Float(value)) }
  package init(integerLiteral value: Int) { self = .constant(Float(value)) }

  /// The first operand, and the second: what most expressions are over.
  package static let x = Expression.operand(0)
  package static let y = Expression.operand(1)

  package static func + (a: Expression, b: Expression) -> Expression {
    if a == 0 { return b }
    if b == 0 { return a }
    return folded(a, b, +) ?? .binary(.add, a, b)
  }

  package static func - (a: Expression, b: Expression) -> Expression {
    if b == 0 { return a }
    if a == 0 { return -b }
    return folded(a, b, -) ?? .binary(.subtract, a, b)
  }

  package static func * (a: Expression, b: Expression) -> Expression {
    if a == 0 || b == 0 { return 0 }
    if a == 1 { return b }
    if b == 1 { return a }
    return folded(a, b, *) ?? .binary(.multiply, a, b)
  }

  package static func / (a: Expression, b: Expression) -> Expression {
    if a == 0 { return 0 }
    return b == 1 ? a : .binary(.divide, a, b)
  }

  package static prefix func - (a: Expression) -> Expression {
    if case .constant(let value) = a { return .constant(-value) }
    if case .unary(.negate, let inner) = a { return inner }
    return .unary(.negate, a)
  }

  /// Two constants as one.
  private static func folded(
    _ a: Expression, _ b: Expression, _ step: (Float, Float) -> Float
  ) -> Expression? {
    guard case .constant(let a) = a, case .constant(let b) = b else { return nil }
    return .constant(step(a, b))
  }

  package static func < (a: Expression, b: Expression) -> Expression { .binary(.less, a, b) }
  package static func > (a: Expression, b: Expression) -> Expression { .binary(.less, b, a) }

  package static func abs(_ a: Expression) -> Expression { .unary(.absolute, a) }
  package static func sqrt(_ a: Expression) -> Expression { .unary(.squareRoot, a) }
  package static func exp(_ a: Expression) -> Expression { .unary(.exponential, a) }
  package static func expm1(_ a: Expression) -> Expression { .unary(.exponentialMinusOne, a) }
  package static func log(_ a: Expression) -> Expression { .unary(.logarithm, a) }
  package static func log1p(_ a: Expression) -> Expression { .unary(.logarithmOfOnePlus, a) }
  package static func erf(_ a: Expression) -> Expression { .unary(.errorFunction, a) }
  package static func sigmoid(_ a: Expression) -> Expression { .unary(.sigmoid, a) }
  package static func tanh(_ a: Expression) -> Expression { .unary(.tanh, a) }
  package static func softplus(_ a: Expression) -> Expression { .unary(.softplus, a) }
  package static func flush(_ a: Expression) -> Expression { .unary(.flush, a) }
  package static func min(_ a: Expression, _ b: Expression) -> Expression {
    .binary(.minimum, a, b)
  }
  package static func max(_ a: Expression, _ b: Expression) -> Expression {
    .binary(.maximum, a, b)
  }
}

extension Expression {
  /// What it is made of, one level down.
  var parts: [Expression] {
    switch self {
    case .operand, .constant: []
    case .unary(_, let a): [a]
    case .binary(_, let a, let b): [a, b]
    case .multiplyAdd(let a, let b, let c), .select(let a, let b, let c): [a, b, c]
    }
  }

  /// The operands that it reads, ascending.
  package var operands: [Int] {
    var found: Set<Int> = []
    collect(&found)
    return found.sorted()
  }

  private func collect(_ found: inout Set<Int>) {
    if case .operand(let index) = self { found.insert(index) }
    for part in parts { part.collect(&found) }
  }

  /// The same over operands of other numbers.
  package func renumbered(_ number: (Int) -> Int) -> Expression {
    switch self {
    case .operand(let index): .operand(number(index))
    case .constant: self
    case .unary(let step, let a): .unary(step, a.renumbered(number))
    case .binary(let step, let a, let b):
      .binary(step, a.renumbered(number), b.renumbered(number))
    case .multiplyAdd(let a, let b, let c):
      .multiplyAdd(a.renumbered(number), b.renumbered(number), c.renumbered(number))
    case .select(let a, let b, let c):
      .select(a.renumbered(number), b.renumbered(number), c.renumbered(number))
    }
  }
}

extension Expression: CustomStringConvertible {
  /// As an equation's right side: `max(x, 0)`. Operands are x, y, z, then x3, x4, …
  package var description: String { text(inside: 0) }

  /// - Parameter outer: how strongly what is around it binds
  private func text(inside outer: Int) -> String {
    switch self {
    case .operand(let index): return index < 3 ? ["x", "y", "z"][index] : "x\(index)"
    case .constant(let value):
      return value == value.rounded() && Swift.abs(value) < 1e6 ? "\(Int(value))" : "\(value)"
    case .unary(.negate, let a): return "-" + a.text(inside: 3)
    case .unary(let step, let a): return "\(step.rawValue)(\(a.text(inside: 0)))"
    case .binary(let step, let a, let b):
      let binding: Int
      switch step {
      case .minimum, .maximum:
        return "\(step.rawValue)(\(a.text(inside: 0)), \(b.text(inside: 0)))"
      case .less: binding = 0
      case .add, .subtract: binding = 1
      case .multiply, .divide: binding = 2
      }
      let text = "\(a.text(inside: binding)) \(step.rawValue) \(b.text(inside: binding + 1))"
      return binding < outer || (outer > 0 && binding == 0) ? "(\(text))" : text
    case .multiplyAdd(let a, let b, let c):
      let text = "\(a.text(inside: 2)) * \(b.text(inside: 3)) + \(c.text(inside: 2))"
      return outer > 1 ? "(\(text))" : text
    case .select(let a, let b, let c):
      return "(\(a.text(inside: 0)) ? \(b.text(inside: 0)) : \(c.text(inside: 0)))"
    }
  }
}
