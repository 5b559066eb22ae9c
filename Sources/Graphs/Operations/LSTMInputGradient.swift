import Engine

/// The gradient of an `LSTM`'s x [batch, steps, features]: one chain a gate, each from zero, added
/// in the order i, f, c, o.
///
/// Inputs: the gate gradients and the kernel.
struct LSTMInputGradient: Operation {
  var name: String { "LSTMInputGradient" }

  func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    guard let gates = inputs[0]?.shape, let kernel = inputs[1]?.shape else {
      preconditionFailure("LSTMInputGradient reads gate gradients and a kernel")
    }
    return [TensorType([gates[0], gates[1], kernel[0]])]
  }

  func scratch(for inputs: [TensorType?]) -> [Int] {
    guard let kernel = inputs[1]?.shape else { return [] }
    return [KernelCall.packedCount(rows: kernel[1], columns: kernel[0])]
  }

  func kernels(_ invocation: Invocation) -> [KernelCall] {
    let (gates, kernel) = (invocation.shape(0), invocation.shape(1))
    let size = LSTMSize(
      batch: gates[0], steps: gates[1], features: kernel[0], units: kernel[1] / 4)
    let matrix = Matrix(invocation.input(1), rows: kernel[0], columns: kernel[1])
    return [
      .pack(matrix.transposed, into: invocation.scratch[0]),
      .lstmInputGradient(
        size, gateGradients: invocation.input(0), kernelTransposed: invocation.scratch[0],
        into: invocation.output(0)),
    ]
  }
}
