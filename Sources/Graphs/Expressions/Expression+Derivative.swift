extension Expression {
  /// The partial derivative with respect to an operand.
  ///
  /// A comparison has the derivative zero; at a kink, such as that of max, it is that of the side that
  /// the comparison picks: zero for max(x, 0) at 0.
  package func derivative(by operand: Int) -> Expression {
    switch self {
    case .operand(let index): return index == operand ? 1 : 0
    case .constant: return 0
    case .unary(let step, let a):
      let inner = a.derivative(by: operand)
      return inner == 0 ? 0 : Self.derivative(of: step, at: a, self) * inner
    case .binary(let step, let a, let b):
      return Self.derivative(
        of: step, a, b, self, a.derivative(by: operand), b.derivative(by: operand))
    case .multiplyAdd(let a, let b, let c):
      return a.derivative(by: operand) * b + a * b.derivative(by: operand)
        + c.derivative(by: operand)
    case .select(let condition, let a, let b):
      let (first, second) = (a.derivative(by: operand), b.derivative(by: operand))
      return first == second ? first : .select(condition, first, second)
    }
  }

  private static func derivative(
    of step: Unary, at a: Expression, _ whole: Expression
  ) -> Expression {
    switch step {
    case .negate: -1
    case .absolute: .select(a > 0, 1, .select(a < 0, -1, 0))
    case .squareRoot: 0.5 / whole
    case .exponential: whole
    case .exponentialMinusOne: .exp(a)
    case .logarithm: 1 / a
    case .logarithmOfOnePlus: 1 / (1 + a)
    // 2 / sqrt pi
    case .errorFunction: 1.1283791670955126 * .exp(-(a * a))
    case .sigmoid: whole * (1 - whole)
    case .tanh: 1 - whole * whole
    case .softplus: .sigmoid(a)
    case .flush: 1
    }
  }

  private static func derivative(
    of step: Binary, _ a: Expression, _ b: Expression, _ whole: Expression, _ da: Expression,
    _ db: Expression
  ) -> Expression {
    switch step {
    case .add: da + db
    case .subtract: da - db
    case .multiply: da * b + a * db
    case .divide: (da - whole * db) / b
    case .minimum: da == db ? da : .select(a < b, da, db)
    case .maximum: da == db ? da : .select(b < a, da, db)
    case .less: 0
    }
  }
}
