package import Graphs
package import Schemas

/// The mean over all elements of −y log p − (1 − y) log(1 − p), for targets y from 0 to 1.
///
/// Probabilities are clipped to 1e-7 … 1 − 1e-7, as in Keras; from logits nothing is clipped, since the
/// logarithm of the sigmoid is computed as one function.
///
/// - Source: https://keras.io/api/losses/probabilistic_losses/
package struct BinaryCrossentropy: Loss, Metric, ElementwiseMeasure {
  package static let title = "binary_crossentropy"
  package static let summary =
    "The cross-entropy of targets from 0 to 1 and predicted probabilities."
  package static let keys: [Key<BinaryCrossentropy>] = [
    .optional("from_logits", \.fromLogits, "Whether predictions are logits, not probabilities."),
    .optional(
      "label_smoothing", \.labelSmoothing, "How far targets are moved towards 0.5.",
      .within(0, 1)),
  ]
  package static let examples = [
    "binary_crossentropy", "binary_crossentropy: {from_logits: true, label_smoothing: 0.1}",
    "binary_crossentropy: {label_smoothing: 1}",
  ]
  package static let unsupportedKeys = ["axis", "reduction", "name", "dtype"]

  package var fromLogits = false
  package var labelSmoothing = 0.0

  package init() {}

  package func targetForm(for prediction: Shape) -> TargetForm {
    TargetForm(prediction, .zeroToOne)
  }

  package var expression: Expression {
    let smoothing = Float(labelSmoothing)
    let y = smoothing == 0 ? .y : .y * .constant(1 - smoothing) + .constant(0.5 * smoothing)
    if fromLogits { return y * .softplus(-.x) + (1 - y) * .softplus(.x) }
    let p = Expression.clippedProbability(.x)
    return -(y * .log(p) + (1 - y) * .log(1 - p))
  }
}

extension Expression {
  /// A probability kept away from 0 and 1 by Keras's epsilon.
  static func clippedProbability(_ p: Expression) -> Expression {
    .min(.max(p, 1e-7), .constant(1 - 1e-7))
  }
}
