import Engine
package import Graphs
package import Schemas

/// Gradient descent, with momentum if it is not zero.
///
///     u = momentum·u − learning_rate·g,   w = w + u
///
/// - Source: https://keras.io/api/optimizers/sgd/
package struct SGD: Optimizer {
  package static let title = "SGD"
  package static let summary =
    "Gradient descent, with momentum if it is not zero."
  package static let keys: [Key<SGD>] = [
    .optional("learning_rate", \.learningRate, "Step size.", .above(0)),
    .optional("momentum", \.momentum, "How much of the last step is kept.", .within(0, 1)),
  ]
  package static let examples = ["SGD", "SGD: {learning_rate: 0.3, momentum: 0.9}"]
  package static let unsupportedKeys = [
    "nesterov", "weight_decay", "clipnorm", "clipvalue", "global_clipnorm", "use_ema",
    "ema_momentum", "ema_overwrite_frequency", "loss_scale_factor", "gradient_accumulation_steps",
  ]

  package var learningRate = 0.01
  package var momentum = 0.0

  package init() {}

  package func appendUpdates(
    of parameters: [Parameter], gradients: [Value], to graph: inout Graph
  ) throws(ShapeError) {
    for (parameter, gradient) in zip(parameters, gradients) {
      let velocity =
        momentum == 0 ? nil : graph.persistent("sgd.u.\(parameter.name)", parameter.shape)
      try graph.append(
        DescentUpdate(momentum: momentum),
        [parameter.value, gradient, velocity, graph.scalar(.learningRate)])
    }
  }
}

/// A step of gradient descent for one parameter.
///
/// Inputs: the parameter, its gradient, its velocity or nil, and the learning rate. It changes the
/// parameter and the velocity.
struct DescentUpdate: Operation {
  let momentum: Double

  var name: String { "SGD" }
  var operandElements: OperandElements { .each([.float32, .float32, .float32, .float64]) }
  var changedInputs: [Int] { [0, 2] }

  func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] { [] }

  func kernels(_ invocation: Invocation) -> [KernelCall] {
    [
      .descent(
        parameter: invocation.input(0), gradient: invocation.input(1),
        velocity: invocation.inputs[2], learningRate: invocation.input(3), momentum: momentum)
    ]
  }
}
