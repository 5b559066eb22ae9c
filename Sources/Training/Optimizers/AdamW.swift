package import Graphs
package import Schemas

/// Adam with decay of the weights, which the moments do not see.
///
///     w = w − w·weight_decay·learning_rate,   then as `Adam`
///
/// - Source: Loshchilov & Hutter 2019, https://arxiv.org/abs/1711.05101;
///   https://keras.io/api/optimizers/adamw/
package struct AdamW: Optimizer {
  package static let title = "AdamW"
  package static let summary = "Adam whose weights decay by themselves, beside the gradients."
  package static let keys: [Key<AdamW>] =
    [
      .optional("learning_rate", \.learningRate, "Step size, or the schedule of it.", .above(0)),
      .optional(
        "weight_decay", \.weightDecay,
        "Each step takes weight * weight_decay * learning_rate away from every weight.", .atLeast(0)
      ),
      .optional("beta_1", \.adam.beta1, "Decay of the mean of the gradients.", .upTo(0, 1)),
      .optional("beta_2", \.adam.beta2, "Decay of the mean of their squares.", .upTo(0, 1)),
      .optional(
        "epsilon", \.adam.epsilon, "Added to the root, against division by zero.", .above(0)),
    ] + clipKeys
  package static let examples = [
    "AdamW", "AdamW: {learning_rate: 0.01, weight_decay: 0.1, beta_1: 0.5, global_clipnorm: 2}",
  ]
  package static let unsupportedKeys = ["amsgrad"] + unsupportedRuleKeys

  package var learningRate: LearningRate = 0.001
  package var adam = Adam()
  package var rules = GradientRules(weightDecay: 0.004)

  var weightDecay: Double {
    get { rules.weightDecay ?? 0 }
    set { rules.weightDecay = newValue }
  }

  package init() {}

  package func appendUpdates(
    of parameters: [Parameter], gradients: [Value], to graph: inout Graph
  ) throws(ShapeError) {
    try adam.appendUpdates(of: parameters, gradients: gradients, to: &graph)
  }
}
