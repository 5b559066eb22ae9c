package import Graphs
package import Schemas

/// The mean over all elements of |prediction − target|; differences in float64. Its gradient is zero
/// where the two are equal.
///
/// - Source: https://keras.io/api/losses/regression_losses/
package struct MeanAbsoluteError: Loss, Metric {
  package static let title = "mean_absolute_error"
  package static let summary =
    "The mean over all elements of |prediction - target|."
  package static let keys: [Key<MeanAbsoluteError>] = []
  package static let examples = ["mean_absolute_error"]
  package static let unsupportedKeys = ["reduction", "name", "dtype"]

  package init() {}

  package func targetForm(for prediction: Shape) -> TargetForm { TargetForm(prediction) }

  package func terms(
    prediction: Value, target: Value, in graph: inout Graph
  ) throws(ShapeError) -> Terms {
    Terms(.absolute, prediction, minus: target)
  }
}
