import Engine
package import Schemas

/// A learning rate that shrinks by the same factor in every `decay_steps` steps.
///
///     rate = initial_learning_rate · decay_rate^p,   p = step / decay_steps, or ⌊p⌋ with `staircase`
///
/// The power is e^(p · ln decay_rate), whose relative error is about |p · ln decay_rate| · 2⁻⁵².
///
/// - Source: https://keras.io/api/optimizers/learning_rate_schedules/exponential_decay/
package struct ExponentialDecay: Schedule {
  package static let title = "ExponentialDecay"
  package static let summary =
    "A learning rate that shrinks by the same factor in every `decay_steps` steps."
  package static let keys: [Key<ExponentialDecay>] = [
    .required(
      "initial_learning_rate", \.initialRate, "The learning rate of the first step.", .above(0)),
    .required("decay_steps", \.decaySteps, "Steps for one factor of decay_rate.", .atLeast(1)),
    .required("decay_rate", \.decayRate, "The factor.", .above(0)),
    .optional(
      "staircase", \.isStaircase, "Whether it shrinks at once after every `decay_steps` steps."),
  ]
  package static let examples = [
    "ExponentialDecay: {initial_learning_rate: 0.1, decay_steps: 100, decay_rate: 0.96}",
    "ExponentialDecay: {initial_learning_rate: 1, decay_steps: 7, decay_rate: 0.5, staircase: true}",
  ]
  package static let unsupportedKeys = ["name"]

  package var initialRate = 0.01
  package var decaySteps = 1
  package var decayRate = 1.0
  package var isStaircase = false

  package init() {}

  package func rate(at step: Int) -> Double {
    let periods = Double(step) / Double(decaySteps)
    return initialRate
      * exponential((isStaircase ? periods.rounded(.down) : periods) * naturalLogarithm(decayRate))
  }
}
