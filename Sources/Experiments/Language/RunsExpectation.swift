package import Schemas
package import YAML

/// What is expected of one thing about all points of a matrix: how many ended in a way, or a statistic of
/// a number of their reports.
package struct RunsExpectation: Bounded {
  package static let title = "runs"
  package static let summary =
    "What all points of a matrix together must give. By name: `passed`, `failed`, `done` or `invalid` count "
    + "points and take bounds, as does `share`, of those that passed, from 0 to 1; the path of a number takes "
    + "bounds on its statistics: `final.loss: {median: {below: 0.002}}`."
  package static let keys: [Key<RunsExpectation>] =
    boundKeys("The count") + [
      .optional("mean", \.mean, "Bounds on the mean of all points."),
      .optional(
        "standard_deviation", \.standardDeviation, "Bounds on the standard deviation (n - 1)."),
      .optional("minimum", \.minimum, "Bounds on the smallest."),
      .optional(
        "median", \.median,
        "Bounds on the median, of an even count the mean of the two in the middle."),
      .optional("maximum", \.maximum, "Bounds on the largest."),
      .optional(
        "ratios", \.ratios, "Bounds on quotients of the number at some points and at others."),
    ]

  package var bounds = MetricBounds()
  package var mean: MetricBounds?
  package var standardDeviation: MetricBounds?
  package var minimum: MetricBounds?
  package var median: MetricBounds?
  package var maximum: MetricBounds?
  package var ratios: [RatioExpectation]?

  package init() {}

  /// The names that count points.
  package static let counts = ["passed", "failed", "done", "invalid", "share"]

  /// The bounds on statistics, by their names.
  package var statistics: [(name: String, bounds: MetricBounds)] {
    [
      ("mean", mean), ("standard_deviation", standardDeviation), ("minimum", minimum),
      ("median", median), ("maximum", maximum),
    ].compactMap { name, bounds in bounds.map { (name, $0) } }
  }

  package func checkTogether(_ names: [String], of node: Node, _ decoder: inout Decoder) {
    guard names.isEmpty else { return }
    decoder.report(
      .missingKey(name: "at_least", owner: Self.title, summary: Self.summary),
      at: decoder.owner ?? node.range)
  }
}
