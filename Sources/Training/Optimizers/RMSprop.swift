package import Graphs
package import Schemas

/// Gradients divided by the root of a moving mean of their squares.
///
///     v = v + (1 − rho)·(g² − v)
///     a = a + (1 − rho)·(g − a)                    with `centered`, else 0
///     s = g / √(v − a² + epsilon)
///     m = momentum·m + learning_rate·s,   w = w − m
///
/// v − a² is a variance; where rounding makes it negative, it counts as zero.
///
/// - Source: Hinton 2012, http://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf;
///   https://keras.io/api/optimizers/rmsprop/
package struct RMSprop: Optimizer {
  package static let title = "RMSprop"
  package static let summary =
    "Gradient descent whose steps are divided by the root of a moving mean of squared gradients."
  package static let keys: [Key<RMSprop>] =
    [
      .optional("learning_rate", \.learningRate, "Step size, or the schedule of it.", .above(0)),
      .optional("rho", \.rho, "How much of the moving means is kept.", .upTo(0, 1)),
      .optional("momentum", \.momentum, "How much of the last step is kept.", .within(0, 1)),
      .optional("epsilon", \.epsilon, "Added under the root, against division by zero.", .above(0)),
      .optional(
        "centered", \.isCentered, "Whether the variance of the gradients divides, not their square."
      ),
    ] + ruleKeys
  package static let examples = [
    "RMSprop",
    "RMSprop: {learning_rate: 0.01, rho: 0.8, momentum: 0.5, epsilon: 1e-5, centered: true}",
    "RMSprop: {weight_decay: 0.01, global_clipnorm: 1}",
  ]
  package static let unsupportedKeys = unsupportedRuleKeys

  package var learningRate: LearningRate = 0.001
  package var rho = 0.9
  package var momentum = 0.0
  package var epsilon = 1e-7
  package var isCentered = false
  package var rules = GradientRules()

  package init() {}

  package func appendUpdates(
    of parameters: [Parameter], gradients: [Value], to graph: inout Graph
  ) throws(ShapeError) {
    var rule = UpdateRule(Self.title)
    let (g, fresh) = (rule.gradient, Expression.constant(Float(1 - rho)))
    let v = rule.kept("v")
    rule.change(v, to: .multiplyAdd(.multiplyAdd(g, g, -v), fresh, v))
    var square = v
    if isCentered {
      let a = rule.kept("a")
      rule.change(a, to: .multiplyAdd(g - a, fresh, a))
      square = .max(.multiplyAdd(-a, a, v), 0)
    }
    let scaled = g / .sqrt(square + .constant(Float(epsilon)))
    if momentum > 0 {
      let m = rule.kept("m")
      rule.change(m, to: .multiplyAdd(.constant(Float(momentum)), m, rule.rate * scaled))
      rule.change(rule.weight, to: rule.weight - m)
    } else {
      rule.change(rule.weight, to: .multiplyAdd(-rule.rate, scaled, rule.weight))
    }
    try rule.append(for: parameters, gradients, to: &graph)
  }
}
