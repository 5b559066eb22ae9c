package import Graphs
package import Schemas

/// The mean over all elements of (prediction − target)²; differences and squares in float64.
///
/// - Source: https://keras.io/api/losses/regression_losses/
package struct MeanSquaredError: Loss, Metric {
  package static let title = "mean_squared_error"
  package static let summary =
    "The mean over all elements of (prediction - target)^2."
  package static let keys: [Key<MeanSquaredError>] = []
  package static let examples = ["mean_squared_error"]
  package static let unsupportedKeys = ["reduction", "name", "dtype"]

  package init() {}

  package func targetForm(for prediction: Shape) -> TargetForm { TargetForm(prediction) }

  package func terms(
    prediction: Value, target: Value, in graph: inout Graph
  ) throws(ShapeError) -> Terms {
    Terms(.square, prediction, minus: target)
  }
}
