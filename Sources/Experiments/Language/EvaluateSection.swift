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
        + "before, which `prepare` learns from as well. A `validation` part, `resample` and `initial_weights` "
        + "are not supported beside it."),
    .optional(
      "feed", \.feed,
      "What the pasts of test windows hold of the columns that are forecast: the `truth`, or what the "
        + "network's `own` forecasts made of the rows before. Baselines then know as little. With `refit: "
        + "each` it goes from one training to the next."),
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
    case truth, own

    package static let kind = "feed"
  }

  package var refit = Refit.never
  package var feed = Feed.truth
  package var stride = 1

  package init() {}

  /// Whether the test part is forecast in another way than the training measures it, so that the loss that
  /// it measures is of other forecasts.
  var replacesForecasts: Bool { refit == .each || feed == .own }
}
