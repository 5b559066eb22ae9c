package import Graphs
package import Schemas

/// The mean over all elements of (prediction − target)².
///
/// - Source: https://keras.io/api/losses/regression_losses/
package struct MeanSquaredError: Loss {
  package static let title = "mean_squared_error"
  package static let summary =
    "The mean over all elements of (prediction - target)^2."
  package static let keys: [Key<MeanSquaredError>] = []
  package static let unsupportedKeys = ["reduction", "name", "dtype"]

  package init() {}

  package func apply(
    prediction: Value, target: Value, in graph: inout Graph
  ) throws(ShapeError) -> Value {
    try graph.apply(MeanSquaredErrorForward(), prediction, target)
  }
}
