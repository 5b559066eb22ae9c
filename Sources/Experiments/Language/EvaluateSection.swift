package import Datasets
package import Schemas
package import Training

/// What is measured once at the end, of each part, in the units of the data.
package struct EvaluateSection: Configurable {
  package static let title = "evaluate"
  package static let summary =
    "What is measured once at the end, of each part of the data, in the source's units: what `prepare` did "
    + "is undone."
  package static let keys: [Key<EvaluateSection>] = [
    .optional("metrics", \.metrics, "The metrics; for several outputs by name."),
    .optional(
      "baselines", \.baselines, "Forecasts that need no network, measured by the same metrics."),
    .optional(
      "walk_forward", \.walkForward,
      "How the test part is gone through: one window after the other, in the order of time."),
  ]

  package var metrics: ByOutput<[Choice<AllScores>]>?
  package var baselines: [Choice<AllBaselines>]?
  package var walkForward: WalkForwardSection?

  package init() {}
}

/// How the test part is gone through.
package struct WalkForwardSection: Configurable {
  package static let title = "walk_forward"
  package static let summary =
    "How the test part is gone through: one window after the other, in the order of time."
  package static let keys: [Key<WalkForwardSection>] = [
    .optional(
      "refit", \.refit,
      "When the network is trained anew: `never`; `each`: before each forecast it is trained anew on all rows "
        + "before, which `prepare` learns from as well."),
    .optional(
      "feed", \.feed,
      "What the past of a window holds: the `truth`. Feeding a network its own forecasts is not "
        + "supported yet."),
    .optional(
      "stride", \.stride, "With `refit: each`, how many windows are forecast by one training.",
      .within(1, 1e9)),
  ]

  /// When the network is trained anew.
  package enum Refit: String, SchemaEnumeration {
    case never, each

    package static let kind = "refit"
  }

  /// What the past of a window holds.
  package enum Feed: String, SchemaEnumeration {
    case truth

    package static let kind = "feed"
  }

  package var refit = Refit.never
  package var feed = Feed.truth
  package var stride = 1

  package init() {}
}
