import CKernels

/// The instructions of an element-wise expression, as the kernel reads them.
///
/// A class, so that every call with this code shares it and keeps it.
package final class ExpressionCode: @unchecked Sendable {
  /// What one instruction computes of a, b and c.
  package enum Step: Sendable, Hashable, CaseIterable {
    case copy, negate, absolute, squareRoot, exponential, exponentialMinusOne, logarithm
    case logarithmOfOnePlus, errorFunction, sigmoid, tanh
    /// log(1 + e^x), by a formula that neither overflows nor cancels.
    case softplus
    case flush
    case add, subtract, multiply, divide, minimum, maximum
    /// 1 where a < b, else 0.
    case less
    /// a·b + c, rounded once.
    case multiplyAdd
    /// b where a is not zero, else c.
    case select

    /// Floating-point operations; see `KernelCall.operations`.
    fileprivate var operations: Int {
      switch self {
      case .copy, .negate, .absolute, .flush, .less, .select: 0
      case .squareRoot, .exponential, .exponentialMinusOne, .logarithm, .logarithmOfOnePlus,
        .errorFunction, .sigmoid, .tanh, .softplus, .add, .subtract, .multiply, .divide, .minimum,
        .maximum:
        1
      case .multiplyAdd: 2
      }
    }

    fileprivate var step: lab_step {
      switch self {
      case .copy: LAB_STEP_COPY
      case .negate: LAB_STEP_NEGATE
      case .absolute: LAB_STEP_ABSOLUTE
      case .squareRoot: LAB_STEP_SQRT
      case .exponential: LAB_STEP_EXP
      case .exponentialMinusOne: LAB_STEP_EXPM1
      case .logarithm: LAB_STEP_LOG
      case .logarithmOfOnePlus: LAB_STEP_LOG1P
      case .errorFunction: LAB_STEP_ERF
      case .sigmoid: LAB_STEP_SIGMOID
      case .tanh: LAB_STEP_TANH
      case .softplus: LAB_STEP_SOFTPLUS
      case .flush: LAB_STEP_FLUSH
      case .add: LAB_STEP_ADD
      case .subtract: LAB_STEP_SUBTRACT
      case .multiply: LAB_STEP_MULTIPLY
      case .divide: LAB_STEP_DIVIDE
      case .minimum: LAB_STEP_MINIMUM
      case .maximum: LAB_STEP_MAXIMUM
      case .less: LAB_STEP_LESS
      case .multiplyAdd: LAB_STEP_MULTIPLY_ADD
      case .select: LAB_STEP_SELECT
      }
    }
  }

  /// Where an instruction reads: an operand, or a register.
  package enum Place: Sendable, Hashable {
    case operand(Int)
    case register(Int)

    fileprivate var number: Int32 {
      switch self {
      case .operand(let index): Int32(index)
      case .register(let index): Int32(LAB_OPERANDS) + Int32(index)
      }
    }
  }

  /// A step with what it reads, and the register that it writes.
  package struct Instruction: Sendable {
    let step: Step
    let target: Int
    let sources: [Place]

    package init(_ step: Step, _ sources: [Place], into target: Int) {
      precondition((1...3).contains(sources.count))
      self.step = step
      self.target = target
      self.sources = sources
    }
  }

  /// The most operands, and the most registers, constants included.
  package static let operandLimit = Int(LAB_OPERANDS)
  package static let registerLimit = Int(LAB_REGISTERS)

  package let operandCount: Int
  /// Floating-point operations an element; see `KernelCall.operations`.
  package let operations: Int
  let count: Int
  // It is written here alone and freed with the last reference.
  let base: UnsafeMutablePointer<lab_instruction>

  /// - Parameters:
  ///   - constants: the numbers that the first registers hold
  ///   - instructions: at least one; the last gives the result
  package init(operandCount: Int, constants: [Float], instructions: [Instruction]) {
    precondition(operandCount <= Self.operandLimit && !instructions.isEmpty)
    self.operandCount = operandCount
    count = constants.count + instructions.count
    operations = instructions.reduce(0) { $0 + $1.step.operations }
    base = .allocate(capacity: count)
    for (index, value) in constants.enumerated() {
      (base + index).initialize(
        to: lab_instruction(
          step: Int32(LAB_STEP_CONSTANT.rawValue), target: Place.register(index).number, a: 0, b: 0,
          c: 0, value: value))
    }
    for (index, instruction) in instructions.enumerated() {
      let sources = instruction.sources
      precondition(instruction.target < Self.registerLimit)
      func number(_ place: Int) -> Int32 { place < sources.count ? sources[place].number : 0 }
      (base + constants.count + index).initialize(
        to: lab_instruction(
          step: Int32(instruction.step.step.rawValue),
          target: Place.register(instruction.target).number, a: number(0), b: number(1),
          c: number(2),
          value: 0))
    }
  }

  deinit {
    base.deallocate()
  }
}

/// An operand of an expression, and how it meets the rows and columns of the result.
package struct ExpressionOperand: Sendable {
  package enum Spread: Sendable, Hashable {
    /// An element each.
    case none
    /// One number for all.
    case all
    /// One row for all rows.
    case rows
    /// One number for each row.
    case columns

    fileprivate var spread: lab_spread {
      switch self {
      case .none: LAB_SPREAD_NONE
      case .all: LAB_SPREAD_ALL
      case .rows: LAB_SPREAD_ROWS
      case .columns: LAB_SPREAD_COLUMNS
      }
    }
  }

  let buffer: Buffer
  let spread: Spread
  /// Whether its words are integers or bools, not floats.
  let isInteger: Bool

  package init(_ buffer: Buffer, _ spread: Spread = .none, isInteger: Bool = false) {
    self.buffer = buffer
    self.spread = spread
    self.isInteger = isInteger
  }

  fileprivate var operand: lab_operand {
    lab_operand(
      place: buffer.place, spread: Int32(spread.spread.rawValue), is_integer: isInteger ? 1 : 0)
  }
}

extension KernelCall {
  /// y = an expression of operands, element by element; y may be an operand that is not spread.
  ///
  /// - Parameter columns: the elements of a row of y
  package static func expression(
    _ code: ExpressionCode, _ operands: [ExpressionOperand], columns: Int, into y: Buffer
  ) -> KernelCall {
    precondition(operands.count == code.operandCount && y.count % max(columns, 1) == 0)
    for operand in operands {
      switch operand.spread {
      case .none: operand.buffer.require(y.count)
      case .all: operand.buffer.require(1)
      case .rows: operand.buffer.require(columns)
      case .columns: operand.buffer.require(y.count / max(columns, 1))
      }
    }
    var call = lab_expression()
    call.count = Int64(y.count)
    call.columns = Int64(columns)
    call.y = y.place
    call.operands = Int64(operands.count)
    call.instructions = Int64(code.count)
    call.code = UnsafePointer(code.base)
    withUnsafeMutableBytes(of: &call.operand) { bytes in
      let places = bytes.bindMemory(to: lab_operand.self)
      for (index, operand) in operands.enumerated() { places[index] = operand.operand }
    }
    let operations = Double(code.operations) * Double(y.count)
    return KernelCall(
      "expression", LAB_EXPRESSION, reads: operands.map { $0.buffer }, writes: [y],
      operations: operations,
      division: .elements(y, operations: Double(code.count)), code: code,
      .init(expression: call))
  }
}
