package import Graphs
package import Schemas

/// The mean over all elements of half the square of prediction − target where that is at most delta, and
/// of delta times its magnitude, less delta² / 2, beyond.
///
/// - Source: Huber 1964, https://doi.org/10.1214/aoms/1177703732;
///   https://keras.io/api/losses/regression_losses/
package struct Huber: Loss, Metric, ElementwiseMeasure {
  package static let title = "huber"
  package static let summary =
    "Squared where prediction and target are near, linear where they are far apart."
  package static let keys: [Key<Huber>] = [
    .optional("delta", \.delta, "The distance where it becomes linear.", .above(0))
  ]
  package static let examples = ["huber", "huber: {delta: 0.5}"]
  package static let unsupportedKeys = ["reduction", "name", "dtype"]

  package var delta = 1.0

  package init() {}

  package var expression: Expression {
    let delta = Expression.constant(Float(delta))
    let error = .x - .y
    let far = delta * .abs(error) - .constant(Float(0.5 * self.delta * self.delta))
    return .select(.abs(error) > delta, far, 0.5 * error * error)
  }
}
