package import Engine

extension Expression {
  /// The kernel's instructions: each part computed once, registers used again as soon as they may.
  package func code(operandCount: Int) -> ExpressionCode {
    var compiler = Compiler()
    return compiler.compile(self, operandCount: operandCount)
  }

  private struct Compiler {
    private var constants: [Float] = []
    private var instructions: [ExpressionCode.Instruction] = []
    private var places: [Expression: ExpressionCode.Place] = [:]
    /// How often each part will still be read.
    private var uses: [Expression: Int] = [:]
    private var free: [Int] = []
    private var registerCount = 0

    mutating func compile(_ whole: Expression, operandCount: Int) -> ExpressionCode {
      collectConstants(of: whole)
      registerCount = constants.count
      count(whole)
      let result = place(of: whole)
      if instructions.isEmpty { emit(.copy, [result]) }
      precondition(
        registerCount <= ExpressionCode.registerLimit, "the expression needs too many registers")
      return ExpressionCode(
        operandCount: operandCount, constants: constants, instructions: instructions)
    }

    private mutating func collectConstants(of expression: Expression) {
      if case .constant(let value) = expression, places[expression] == nil {
        places[expression] = .register(constants.count)
        constants.append(value)
      }
      for part in expression.parts { collectConstants(of: part) }
    }

    private mutating func count(_ expression: Expression) {
      let before = uses[expression, default: 0]
      uses[expression] = before + 1
      if before == 0 { for part in expression.parts { count(part) } }
    }

    private mutating func place(of expression: Expression) -> ExpressionCode.Place {
      if let known = places[expression] { return known }
      switch expression {
      case .operand(let index): return .operand(index)
      case .constant: preconditionFailure("constants have their places")
      case .unary(let step, let a): return compute(Self.step(step), [a], expression)
      case .binary(let step, let a, let b): return compute(Self.step(step), [a, b], expression)
      case .multiplyAdd(let a, let b, let c):
        return compute(.multiplyAdd, [a, b, c], expression)
      case .select(let a, let b, let c): return compute(.select, [a, b, c], expression)
      }
    }

    private mutating func compute(
      _ step: ExpressionCode.Step, _ parts: [Expression], _ whole: Expression
    ) -> ExpressionCode.Place {
      let sources = parts.map { place(of: $0) }
      for part in parts {
        let left = (uses[part] ?? 1) - 1
        uses[part] = left
        if left == 0, case .register(let register)? = places[part], register >= constants.count {
          free.append(register)
        }
      }
      let result = emit(step, sources)
      places[whole] = result
      return result
    }

    @discardableResult
    private mutating func emit(
      _ step: ExpressionCode.Step, _ sources: [ExpressionCode.Place]
    ) -> ExpressionCode.Place {
      let target = free.popLast() ?? registerCount
      registerCount = Swift.max(registerCount, target + 1)
      instructions.append(ExpressionCode.Instruction(step, sources, into: target))
      return .register(target)
    }

    private static func step(_ step: Unary) -> ExpressionCode.Step {
      switch step {
      case .negate: .negate
      case .absolute: .absolute
      case .squareRoot: .squareRoot
      case .exponential: .exponential
      case .exponentialMinusOne: .exponentialMinusOne
      case .logarithm: .logarithm
      case .logarithmOfOnePlus: .logarithmOfOnePlus
      case .errorFunction: .errorFunction
      case .sigmoid: .sigmoid
      case .tanh: .tanh
      case .softplus: .softplus
      case .flush: .flush
      }
    }

    private static func step(_ step: Binary) -> ExpressionCode.Step {
      switch step {
      case .add: .add
      case .subtract: .subtract
      case .multiply: .multiply
      case .divide: .divide
      case .minimum: .minimum
      case .maximum: .maximum
      case .less: .less
      }
    }
  }
}
