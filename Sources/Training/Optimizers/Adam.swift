import Engine
package import Graphs
package import Schemas

/// Adaptive moments with bias correction; epsilon stands outside the root, as in Keras.
///
///     m = m + (1 − β₁)·(g − m)
///     v = v + (1 − β₂)·(g² − v)
///     w = w − α·m / (√v + ε),   α = learning_rate·√(1 − β₂ᵗ) / (1 − β₁ᵗ)
///
/// - Source: Kingma & Ba 2015, https://arxiv.org/abs/1412.6980; https://keras.io/api/optimizers/adam/
package struct Adam: Optimizer {
  package static let title = "Adam"
  package static let summary =
    "Gradient descent whose steps adapt to the mean and spread of each gradient."
  package static let keys: [Key<Adam>] =
    [
      .optional("learning_rate", \.learningRate, "Step size, or the schedule of it.", .above(0)),
      .optional("beta_1", \.beta1, "Decay of the mean of the gradients.", .upTo(0, 1)),
      .optional("beta_2", \.beta2, "Decay of the mean of their squares.", .upTo(0, 1)),
      .optional("epsilon", \.epsilon, "Added to the root, against division by zero.", .above(0)),
    ] + ruleKeys
  package static let examples = [
    "Adam",
    "Adam: {learning_rate: 0.01, beta_1: 0.5, beta_2: 0.75, epsilon: 1e-8}",
    "Adam: {weight_decay: 0.01, clipnorm: 1}",
  ]
  package static let unsupportedKeys = ["amsgrad"] + unsupportedRuleKeys

  package var learningRate: LearningRate = 0.001
  package var beta1 = 0.9
  package var beta2 = 0.999
  package var epsilon = 1e-7
  package var rules = GradientRules()

  package init() {}

  package func appendUpdates(
    of parameters: [Parameter], gradients: [Value], to graph: inout Graph
  ) throws(ShapeError) {
    let state = graph.persistent("adam.step", AdamStep.stateType)
    try graph.append(
      AdamStep(beta1: beta1, beta2: beta2), [state, graph.scalar(.learningRate)])
    for (parameter, gradient) in zip(parameters, gradients) {
      let first = graph.persistent("adam.m.\(parameter.name)", parameter.shape)
      let second = graph.persistent("adam.v.\(parameter.name)", parameter.shape)
      try graph.append(
        AdamUpdate(beta1: beta1, beta2: beta2, epsilon: epsilon),
        [parameter.value, gradient, first, second, state])
    }
  }
}

/// Begins a step of Adam: the step size that all parameters share.
///
/// Inputs: the state, which it changes, and the learning rate.
struct AdamStep: Operation {
  let beta1: Double
  let beta2: Double

  /// Two numbers of float64 and one of float32, in the words of three numbers of float64.
  static let stateType = TensorType([KernelCall.adamStateCount / 2], .float64)

  var name: String { "AdamStep" }
  var operandElements: OperandElements { .all(.float64) }
  var changedInputs: [Int] { [0] }

  func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] { [] }

  func kernels(_ invocation: Invocation) -> [KernelCall] {
    [
      .adamStep(
        state: invocation.input(0), learningRate: invocation.input(1), beta1: beta1, beta2: beta2)
    ]
  }
}

/// A step of Adam for one parameter.
///
/// Inputs: the parameter, its gradient, both moments and the state of `AdamStep`. It changes the
/// parameter and the moments.
struct AdamUpdate: Operation {
  let beta1: Double
  let beta2: Double
  let epsilon: Double

  var name: String { "Adam" }
  var operandElements: OperandElements {
    .each([.float32, .float32, .float32, .float32, .float64])
  }
  var changedInputs: [Int] { [0, 2, 3] }

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
