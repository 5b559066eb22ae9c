import Engine
import Graphs

/// A step of Adam for one parameter.
///
/// Inputs: the parameter, its gradient, both moments and the state of `AdamStep`. It changes the
/// parameter and the moments.
struct AdamUpdate: Operation {
  let beta1: Double
  let beta2: Double
  let epsilon: Double

  var name: String { "Adam" }
  var hasEffect: Bool { true }

  func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] { [] }

  func kernels(_ invocation: Invocation) -> [KernelCall] {
    [
      .adam(
        parameter: invocation.input(0), gradient: invocation.input(1),
        firstMoment: invocation.input(2), secondMoment: invocation.input(3),
        state: invocation.input(4), beta1: beta1, beta2: beta2, epsilon: epsilon)
    ]
  }
}
