import Engine

/// The gradient of every gate of an `LSTM` before its activation [batch, steps, 4·units] and, where
/// it `givesInitial`, those of the initial h and c [batch, units].
///
/// Inputs: gates, c and tanh(c) of all steps, the recurrent kernel, the initial c or nil, and the
/// gradients of h of all steps and of the last step; then, together or both missing, the gradient of
/// the last c and the mask. Each gradient may be nil, but not all.
struct LSTMGradient: Operation {
  let givesInitial: Bool

  var name: String { "LSTMGradient" }
  var attributes: [String] { givesInitial ? ["initial"] : [] }
  var alwaysComputed: [Int] {
    givesInitial ? [Output.gates, Output.initialHidden, Output.initialCell] : []
  }
  var inPlace: [(output: Int, input: Int)] { [(Output.gates, Input.gates)] }
  var operandElements: OperandElements {
    .each([TensorType.Element](repeating: .float32, count: Input.mask) + [.bool])
  }

  /// The outputs' places in a node.
  enum Output {
    static let gates = 0
    static let initialHidden = 1
    static let initialCell = 2
  }

  /// The inputs' places in a node.
  private enum Input {
    static let gates = 0
    static let cells = 1
    static let activatedCells = 2
    static let recurrent = 3
    static let initialCell = 4
    static let hiddenGradient = 5
    static let lastHiddenGradient = 6
    static let lastCellGradient = 7
    static let mask = 8
  }

  func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    guard let gates = inputs[Input.gates] else {
      preconditionFailure("LSTMGradient reads the gates")
    }
    let size = Self.size(gates.shape)
    let state = TensorType([size.batch, size.units])
    return givesInitial ? [gates, state, state] : [gates]
  }

  func scratch(for inputs: [TensorType?]) -> [Int] {
    guard let gates = inputs[Input.gates]?.shape else { return [] }
    let size = Self.size(gates)
    let packed = KernelCall.packedCount(rows: 4 * size.units, columns: size.units)
    let isMasked = Self.optional(Input.mask, of: inputs) != nil
    let states = LSTMLayout.best(for: size).gradientScratchCount(size, isMasked: isMasked)
    return states > 0 && !givesInitial ? [packed, states] : [packed]
  }

  func kernels(_ invocation: Invocation) -> [KernelCall] {
    let size = Self.size(invocation.shape(Input.gates))
    let recurrent = Matrix(
      invocation.input(Input.recurrent), rows: size.units, columns: 4 * size.units)
    let (inputs, scratch) = (invocation.inputs, invocation.scratch)
    return [
      .pack(recurrent.transposed, into: scratch[0]),
      .lstmGradient(
        size, LSTMLayout.best(for: size), gates: invocation.input(Input.gates),
        cells: invocation.input(Input.cells),
        activatedCells: invocation.input(Input.activatedCells),
        initialCell: inputs[Input.initialCell], recurrentTransposed: scratch[0],
        mask: Self.optional(Input.mask, of: inputs),
        upstream: KernelCall.LSTMUpstream(
          hidden: inputs[Input.hiddenGradient], lastHidden: inputs[Input.lastHiddenGradient],
          lastCell: Self.optional(Input.lastCellGradient, of: inputs)),
        gateGradients: invocation.output(Output.gates),
        initialGradient: givesInitial
          ? KernelCall.LSTMState(
            hidden: invocation.output(Output.initialHidden),
            cell: invocation.output(Output.initialCell)) : nil,
        scratch: scratch.count > 1 ? scratch[1] : nil),
    ]
  }

  /// An input that may be missing as well as nil.
  private static func optional<Operand>(_ index: Int, of inputs: [Operand?]) -> Operand? {
    inputs.count > index ? inputs[index] : nil
  }

  /// - Parameter gates: [batch, steps, 4·units]
  private static func size(_ gates: Shape) -> LSTMSize {
    LSTMSize(batch: gates[0], steps: gates[1], features: 0, units: gates[2] / 4)
  }
}
