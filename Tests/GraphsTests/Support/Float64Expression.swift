import Graphs

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The meaning of expressions in float64, with the C library's functions.
enum Float64Expression {
  /// An expression of the operands' numbers.
  ///
  /// - Parameter kink: how near a comparison's sides came, where the derivative may jump
  static func value(
    of expression: Expression, _ operands: [Double], kink: inout Double
  ) -> Double {
    switch expression {
    case .operand(let index): return operands[index]
    case .constant(let value): return Double(value)
    case .unary(let step, let a):
      let x = value(of: a, operands, kink: &kink)
      if step == .absolute { kink = min(kink, abs(x)) }
      return unary(step, x)
    case .binary(let step, let a, let b):
      let (x, y) = (value(of: a, operands, kink: &kink), value(of: b, operands, kink: &kink))
      if [.minimum, .maximum, .less].contains(step) { kink = min(kink, abs(x - y)) }
      return binary(step, x, y)
    case .multiplyAdd(let a, let b, let c):
      return value(of: a, operands, kink: &kink) * value(of: b, operands, kink: &kink)
        + value(of: c, operands, kink: &kink)
    case .select(let condition, let a, let b):
      let isSet = value(of: condition, operands, kink: &kink) != 0
      return value(of: isSet ? a : b, operands, kink: &kink)
    }
  }

  private static func unary(_ step: Expression.Unary, _ x: Double) -> Double {
    switch step {
    case .negate: -x
    case .absolute: abs(x)
    case .squareRoot: sqrt(x)
    case .exponential: exp(x)
    case .exponentialMinusOne: expm1(x)
    case .logarithm: log(x)
    case .logarithmOfOnePlus: log1p(x)
    case .errorFunction: erf(x)
    case .sigmoid: 1 / (1 + exp(-x))
    case .tanh: tanh(x)
    case .softplus: max(x, 0) + log1p(exp(-abs(x)))
    case .flush: abs(x) < 0x1p-63 ? 0 : x
    }
  }

  private static func binary(_ step: Expression.Binary, _ x: Double, _ y: Double) -> Double {
    switch step {
    case .add: x + y
    case .subtract: x - y
    case .multiply: x * y
    case .divide: x / y
    case .minimum: min(x, y)
    case .maximum: max(x, y)
    case .less: x < y ? 1 : 0
    }
  }

  /// Every element of a result [rows…, columns], of operands that may be spread over it.
  static func values(
    of expression: Expression, over result: Shape, _ shapes: [Shape], _ operands: [[Double]],
    kink: inout Double
  ) -> [Double] {
    let columns = result.dimensions.last ?? 1
    var values: [Double] = []
    for index in 0..<result.elementCount {
      let numbers = zip(shapes, operands).map { shape, numbers in
        if shape == result { return numbers[index] }
        if numbers.count == 1 { return numbers[0] }
        return numbers[shape.dimensions == [columns] ? index % columns : index / columns]
      }
      values.append(value(of: expression, numbers, kink: &kink))
    }
    return values
  }
}
