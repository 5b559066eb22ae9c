package import Engine
package import Schemas

/// The mean over all elements of |prediction − target|; differences in float64. Its gradient is zero
/// where the two are equal.
///
/// - Source: https://keras.io/api/losses/regression_losses/
package struct MeanAbsoluteError: Loss, Metric, DifferenceMeasure {
  package static let title = "mean_absolute_error"
  package static let summary =
    "The mean over all elements of |prediction - target|."
  package static let keys: [Key<MeanAbsoluteError>] = []
  package static let examples = ["mean_absolute_error"]

  package static let reduction = KernelCall.Reduction.absolute

  package init() {}
}
