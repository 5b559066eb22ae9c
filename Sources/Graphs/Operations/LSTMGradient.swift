import Engine

/// The gradient of every gate of an `LSTM` before its activation [batch, steps, 4·units].
///
/// Inputs: gates and c of all steps, the recurrent kernel, the initial c or nil, and the gradients
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
    let units = gates[2] / 4
    return [KernelCall.packedCount(rows: 4 * units, columns: units), gates[0] * units]
  }

  func kernels(_ invocation: Invocation) -> [KernelCall] {
    let gates = invocation.shape(0)
    let units = gates[2] / 4
    let size = LSTMSize(batch: gates[0], steps: gates[1], features: 0, units: units)
    let recurrent = Matrix(invocation.input(2), rows: units, columns: 4 * units)
    return [
      .pack(recurrent.transposed, into: invocation.scratch[0]),
      .lstmGradient(
        size, gates: invocation.input(0), cells: invocation.input(1),
        initialCell: invocation.inputs[3], recurrentTransposed: invocation.scratch[0],
        hiddenGradient: invocation.inputs[4], lastGradient: invocation.inputs[5],
        gateGradients: invocation.output(0), scratch: invocation.scratch[1]),
    ]
  }
}
