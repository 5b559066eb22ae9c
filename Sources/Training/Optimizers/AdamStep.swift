import Engine
import Graphs

/// Begins a step of Adam: the step size that all parameters share.
///
/// Inputs: the state, which it changes.
struct AdamStep: Operation {
  let learningRate: Double
  let beta1: Double
  let beta2: Double

  static let stateShape: Shape = [KernelCall.adamStateCount]

  var name: String { "AdamStep" }
  var attributes: [String] { ["learning_rate=\(learningRate)"] }
  var hasEffect: Bool { true }

  func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] { [] }

  func kernels(_ invocation: Invocation) -> [KernelCall] {
    [
      .adamStep(
        state: invocation.input(0), learningRate: learningRate, beta1: beta1, beta2: beta2)
    ]
  }
}
