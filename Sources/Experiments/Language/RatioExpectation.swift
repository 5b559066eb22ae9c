package import Schemas
package import YAML

/// Bounds on the quotient of one number at some points of a matrix and at others.
package struct RatioExpectation: Bounded {
  package static let title = "ratio"
  package static let summary =
    "Bounds on how many times as large the number is at the points that `of` names as at those that `to` "
    + "names: `{of: {cell: wide}, to: {cell: narrow}, at_most: 3}`. Each point is compared with the one "
    + "whose other values are the same, and every ratio must be within the bounds."
  package static let keys: [Key<RatioExpectation>] =
    [
      .required("of", \.numerator, "Values of the matrix's keys: the points of the numerator."),
      .required(
        "to", \.denominator, "Other values of the same keys: the points of the denominator."),
    ] + boundKeys("The ratio")

  package var numerator = KeyedValues<AnyData>()
  package var denominator = KeyedValues<AnyData>()
  package var bounds = MetricBounds()

  package init() {}

  package func checkTogether(_ names: [String], of node: Node, _ decoder: inout Decoder) {
    bounds.checkTogether(names.filter { $0 != "of" && $0 != "to" }, of: node, &decoder)
  }
}
