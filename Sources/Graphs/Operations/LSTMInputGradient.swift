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

  func scratch(for inputs: [TensorType?]) -> [Int] { [inputs[1]?.floatCount ?? 0] }

  func kernels(_ invocation: Invocation) -> [KernelCall] {
    let (gates, kernel) = (invocation.shape(0), invocation.shape(1))
    let (rows, features, units) = (gates[0] * gates[1], kernel[0], kernel[1] / 4)
    let transposed = invocation.scratch[0]
    let result = Matrix(invocation.output(0), rows: rows, columns: features)
    return [
      .transpose(invocation.input(1), rows: features, columns: 4 * units, into: transposed)
    ]
      + (0..<4).map { gate in
        .gemm(
          Matrix(
            invocation.input(0), offset: gate * units, rows: rows, columns: units,
            rowStride: 4 * units),
          Matrix(transposed, offset: gate * units * features, rows: units, columns: features),
          into: result, adding: gate > 0)
      }
  }
}
