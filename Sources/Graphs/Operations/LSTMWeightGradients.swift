import Engine

/// The gradients of an `LSTM`'s kernel, recurrent kernel and bias: one chain an element over samples
/// and then steps.
///
/// Inputs: x, h of all steps, the initial h or nil, and the gate gradients. Outputs: [features,
/// 4·units], [units, 4·units] and [4·units].
struct LSTMWeightGradients: Operation {
  var name: String { "LSTMWeightGradients" }
  var alwaysComputed: [Int] { [1] }

  func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    guard let x = inputs[0]?.shape, let hidden = inputs[1]?.shape else {
      preconditionFailure("LSTMWeightGradients reads x and h of all steps")
    }
    let units = hidden[2]
    return [[x[2], 4 * units], [units, 4 * units], [4 * units]].map { TensorType($0) }
  }

  func kernels(_ invocation: Invocation) -> [KernelCall] {
    let size = LSTMSize(x: invocation.shape(0), units: invocation.shape(1)[2])
    return [
      .lstmWeightGradient(
        size, x: invocation.input(0), hidden: invocation.input(1),
        initialHidden: invocation.inputs[2], gateGradients: invocation.input(3),
        kernel: invocation.outputs[0], recurrent: invocation.output(1),
        bias: invocation.outputs[2])
    ]
  }
}
