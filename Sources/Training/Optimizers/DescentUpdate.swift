import Engine
import Graphs

/// A step of gradient descent for one parameter.
///
/// Inputs: the parameter, its gradient, and its velocity or nil. It changes the parameter and the
/// velocity.
struct DescentUpdate: Operation {
  let rate: Double
  let momentum: Double

  var name: String { "SGD" }
  var hasEffect: Bool { true }

  func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] { [] }

  func kernels(_ invocation: Invocation) -> [KernelCall] {
    [
      .descent(
        parameter: invocation.input(0), gradient: invocation.input(1),
        velocity: invocation.inputs[2], rate: rate, momentum: momentum)
    ]
  }
}
