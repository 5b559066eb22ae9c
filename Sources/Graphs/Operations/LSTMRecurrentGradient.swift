import Engine

/// The gradient of an `LSTM`'s recurrent kernel: one chain over samples and then steps.
///
/// Inputs: h of all steps, the initial h or nil, and the gate gradients.
struct LSTMRecurrentGradient: Operation {
  var name: String { "LSTMRecurrentGradient" }

  func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    guard let hidden = inputs[0]?.shape else {
      preconditionFailure("LSTMRecurrentGradient reads h of all steps")
    }
    return [TensorType([hidden[2], 4 * hidden[2]])]
  }

  func kernels(_ invocation: Invocation) -> [KernelCall] {
    let hidden = invocation.shape(0)
    let size = LSTMSize(batch: hidden[0], steps: hidden[1], features: 0, units: hidden[2])
    return [
      .lstmRecurrentGradient(
        size, hidden: invocation.input(0), initialHidden: invocation.inputs[1],
        gateGradients: invocation.input(2), into: invocation.output(0))
    ]
  }
}
