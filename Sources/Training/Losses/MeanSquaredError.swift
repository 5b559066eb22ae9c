package import Engine
package import Schemas

/// The mean over all elements of (prediction − target)²; differences and squares in float64.
///
/// - Source: https://keras.io/api/losses/regression_losses/
package struct MeanSquaredError: Loss, Metric, DifferenceMeasure {
  package static let title = "mean_squared_error"
  package static let summary =
    "The mean over all elements of (prediction - target)^2."
  package static let keys: [Key<MeanSquaredError>] = []
  package static let examples = ["mean_squared_error"]

  package static let reduction = KernelCall.Reduction.square

  package init() {}
}
