package import Schemas

/// What the predictions for the input must be, rounded.
package struct PredictionExpectation: Configurable {
  package static let title = "predictions"
  package static let summary =
    "What the predictions for the input must be, rounded."
  package static let keys: [Key<PredictionExpectation>] = [
    // A float32 times 10^6 is exact in float64, so rounding after it rounds once.
    .required("decimals", \.decimals, "Decimals to which both sides are rounded.", .within(0, 6)),
    .required("equal", \.equal, "`target`, or the list of values, row by row."),
  ]

  package var decimals = 0
  package var equal = ExpectedValues.target

  package init() {}
}
