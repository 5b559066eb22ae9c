import Engine
package import Schemas
package import YAML

/// A learning rate that falls along half a cosine, after a linear rise if there is one.
///
///     rate = start · ((1 − alpha) · (1 + cos(π · p)) / 2 + alpha),   p = step / decay_steps, at most 1
///
/// start is `initial_learning_rate`. With `warmup_target` the rate first goes from there to the target,
/// in `warmup_steps` equal parts, and then falls from the target.
///
/// - Source: Loshchilov & Hutter 2016, https://arxiv.org/abs/1608.03983;
///   https://keras.io/api/optimizers/learning_rate_schedules/cosine_decay/
package struct CosineDecay: Schedule {
  package static let title = "CosineDecay"
  package static let summary =
    "A learning rate that falls along half a cosine, after a linear rise if there is one."
  package static let keys: [Key<CosineDecay>] = [
    .required(
      "initial_learning_rate", \.initialRate, "The learning rate of the first step.", .atLeast(0)),
    .required("decay_steps", \.decaySteps, "Steps in which it falls.", .atLeast(1)),
    .optional(
      "alpha", \.alpha, "The share of the highest learning rate at which it ends.", .atLeast(0)),
    .optional(
      "warmup_target", \.warmupTarget, "The learning rate to which it rises before it falls.",
      .above(0)),
    .optional("warmup_steps", \.warmupSteps, "Steps in which it rises.", .atLeast(0)),
  ]
  package static let examples = [
    "CosineDecay: {initial_learning_rate: 0.1, decay_steps: 100}",
    "CosineDecay: {initial_learning_rate: 0, decay_steps: 50, alpha: 0.1, warmup_target: 0.2, "
      + "warmup_steps: 10}",
  ]
  package static let unsupportedKeys = ["name"]

  package var initialRate = 0.01
  package var decaySteps = 1
  package var alpha = 0.0
  package var warmupTarget: Double?
  package var warmupSteps = 0

  package init() {}

  package func checkTogether(_ names: [String], of node: Node, _ decoder: inout Decoder) {
    // Keras would pass over the steps without a word.
    guard warmupSteps > 0, warmupTarget == nil, !names.contains("warmup_target"),
      let key = Self.keys.first(where: { $0.name == "warmup_target" })
    else { return }
    decoder.report(
      .missingKey(name: key.name, owner: Self.title, summary: key.summary),
      at: decoder.owner ?? node.range)
  }

  package func rate(at step: Int) -> Double {
    guard let warmupTarget else { return decayed(initialRate, after: step) }
    if step < warmupSteps {
      let share = Double(step) / Double(warmupSteps)
      return (warmupTarget - initialRate) * share + initialRate
    }
    return decayed(warmupTarget, after: step - warmupSteps)
  }

  private func decayed(_ start: Double, after step: Int) -> Double {
    let share = Double(min(step, decaySteps)) / Double(decaySteps)
    return start * ((1 - alpha) * (0.5 * (1 + cosineOfHalfTurns(share))) + alpha)
  }
}
