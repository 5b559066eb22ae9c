import Engine
package import Graphs
package import Schemas

/// Gradient descent, with momentum if it is not zero.
///
///     u = momentum·u − learning_rate·g,   w = w + u
///     w = w + momentum·u − learning_rate·g         with `nesterov`
///
/// - Source: https://keras.io/api/optimizers/sgd/
package struct SGD: Optimizer {
  package static let title = "SGD"
  package static let summary =
    "Gradient descent, with momentum if it is not zero."
  package static let keys: [Key<SGD>] =
    [
      .optional("learning_rate", \.learningRate, "Step size, or the schedule of it.", .above(0)),
      .optional("momentum", \.momentum, "How much of the last step is kept.", .within(0, 1)),
      .added(
        "nesterov", \.isNesterov, "Whether momentum looks ahead to where the step leads."),
    ] + ruleKeys
  package static let examples = [
    "SGD", "SGD: {learning_rate: 0.3, momentum: 0.9}",
    "SGD: {momentum: 0.9, nesterov: true, weight_decay: 0.01, clipvalue: 0.5}",
  ]
  package static let unsupportedKeys = unsupportedRuleKeys

  package var learningRate: LearningRate = 0.01
  package var momentum = 0.0
  package var isNesterov = false
  package var rules = GradientRules()

  package init() {}

  package func appendUpdates(
    of parameters: [Parameter], gradients: [Value], to graph: inout Graph
  ) throws(ShapeError) {
    if isNesterov, momentum > 0 {
      return try lookingAhead.append(for: parameters, gradients, to: &graph)
    }
    for (parameter, gradient) in zip(parameters, gradients) {
      let velocity =
        momentum == 0 ? nil : graph.persistent("sgd.u.\(parameter.name)", parameter.shape)
      try graph.append(
        DescentUpdate(momentum: momentum),
        [parameter.value, gradient, velocity, graph.scalar(.learningRate)])
    }
  }

  private var lookingAhead: UpdateRule {
    var rule = UpdateRule(Self.title)
    let u = rule.kept("u")
    let next = Expression.multiplyAdd(
      .constant(Float(momentum)), u, -(rule.rate * rule.gradient))
    rule.change(u, to: next)
    rule.change(rule.weight, to: rule.weight + next)
    return rule
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
