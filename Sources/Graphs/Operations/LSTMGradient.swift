import Engine

/// The gradient of every gate of an `LSTM` before its activation [batch, steps, 4·units].
///
/// Inputs: gates, c and tanh(c) of all steps, the recurrent kernel, the initial c or nil, and the gradients
/// of h of all steps and of the last step, either of which may be nil.
struct LSTMGradient: Operation {
  var name: String { "LSTMGradient" }
  var inPlace: [(output: Int, input: Int)] { [(0, 0)] }

  func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    guard let gates = inputs[0] else { preconditionFailure("LSTMGradient reads the gates") }
    return [gates]
  }

  func scratch(for inputs: [TensorType?]) -> [Int] {
    guard let gates = inputs[0]?.shape else { return [] }
    let size = Self.size(gates)
    let packed = KernelCall.packedCount(rows: 4 * size.units, columns: size.units)
    let states = LSTMLayout.best(for: size).gradientScratchCount(size)
    return states > 0 ? [packed, states] : [packed]
  }

  func kernels(_ invocation: Invocation) -> [KernelCall] {
    let size = Self.size(invocation.shape(0))
    let recurrent = Matrix(invocation.input(3), rows: size.units, columns: 4 * size.units)
    let scratch = invocation.scratch
    return [
      .pack(recurrent.transposed, into: scratch[0]),
      .lstmGradient(
        size, LSTMLayout.best(for: size), gates: invocation.input(0), cells: invocation.input(1),
        activatedCells: invocation.input(2), initialCell: invocation.inputs[4],
        recurrentTransposed: scratch[0], hiddenGradient: invocation.inputs[5],
        lastGradient: invocation.inputs[6],
        gateGradients: invocation.output(0), scratch: scratch.count > 1 ? scratch[1] : nil),
    ]
  }

  /// - Parameter gates: [batch, steps, 4·units]
  private static func size(_ gates: Shape) -> LSTMSize {
    LSTMSize(batch: gates[0], steps: gates[1], features: 0, units: gates[2] / 4)
  }
}
