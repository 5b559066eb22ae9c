import Engine
import Graphs
package import Schemas

/// A score of one number for each prediction.
protocol ElementwiseScore: SingleScore {}

extension ElementwiseScore {
  package var isColumnwise: Bool { true }
  package func targetForm(for prediction: Shape) -> TargetForm { TargetForm(prediction) }
}

/// - Source: https://keras.io/api/metrics/regression_metrics/
package struct MeanSquaredErrorScore: ElementwiseScore {
  package static let title = "mean_squared_error"
  package static let summary = "The mean of the squared differences."
  package static let keys: [Key<MeanSquaredErrorScore>] = []
  package static let examples = ["mean_squared_error"]

  package init() {}

  package func value(of data: ScoredData) -> Double { data.mean { ($0 - $1) * ($0 - $1) } }
}

package struct RootMeanSquaredError: ElementwiseScore {
  package static let title = "root_mean_squared_error"
  package static let summary = "The square root of the mean of the squared differences."
  package static let keys: [Key<RootMeanSquaredError>] = []
  package static let examples = ["root_mean_squared_error"]

  package init() {}

  package func value(of data: ScoredData) -> Double {
    data.mean { ($0 - $1) * ($0 - $1) }.squareRoot()
  }
}

package struct MeanAbsoluteErrorScore: ElementwiseScore {
  package static let title = "mean_absolute_error"
  package static let summary = "The mean of the differences' magnitudes."
  package static let keys: [Key<MeanAbsoluteErrorScore>] = []
  package static let examples = ["mean_absolute_error"]

  package init() {}

  package func value(of data: ScoredData) -> Double { data.mean { abs($0 - $1) } }
}

package struct MeanAbsolutePercentageError: ElementwiseScore {
  package static let title = "mean_absolute_percentage_error"
  package static let summary =
    "The mean of the differences' magnitudes in hundredths of the target's, which counts as at least "
    + "1e-7."
  package static let keys: [Key<MeanAbsolutePercentageError>] = []
  package static let examples = ["mean_absolute_percentage_error"]

  package init() {}

  package func value(of data: ScoredData) -> Double {
    100 * data.mean { abs($0 - $1) / max(abs($1), 1e-7) }
  }
}

/// - Source: S. Makridakis, Accuracy measures, 1993: 200 |p − t| / (|p| + |t|), 0 where both are 0.
package struct SymmetricMeanAbsolutePercentageError: ElementwiseScore {
  package static let title = "symmetric_mean_absolute_percentage_error"
  package static let summary =
    "The mean of the differences' magnitudes in hundredths of the mean magnitude of both: from 0 to 200."
  package static let keys: [Key<SymmetricMeanAbsolutePercentageError>] = []
  package static let examples = ["symmetric_mean_absolute_percentage_error"]

  package init() {}

  package func value(of data: ScoredData) -> Double {
    data.mean { prediction, target in
      let size = abs(prediction) + abs(target)
      return size == 0 ? 0 : 200 * abs(prediction - target) / size
    }
  }
}

package struct MeanSquaredLogarithmicError: ElementwiseScore {
  package static let title = "mean_squared_logarithmic_error"
  package static let summary =
    "The mean of the squared differences of ln(1 + x); numbers under 1e-7 count as 1e-7."
  package static let keys: [Key<MeanSquaredLogarithmicError>] = []
  package static let examples = ["mean_squared_logarithmic_error"]

  package init() {}

  package func value(of data: ScoredData) -> Double {
    data.mean { prediction, target in
      let difference =
        naturalLogarithm(1 + max(prediction, 1e-7)) - naturalLogarithm(1 + max(target, 1e-7))
      return difference * difference
    }
  }
}

/// - Source: R. Hyndman, A. Koehler, Another look at measures of forecast accuracy, 2006.
package struct MeanAbsoluteScaledError: ElementwiseScore {
  package static let title = "mean_absolute_scaled_error"
  package static let summary =
    "The mean of the differences' magnitudes, divided by that of the training rows' difference from the "
    + "row a season before: under 1 is better than that forecast was."
  package static let keys: [Key<MeanAbsoluteScaledError>] = [
    .optional("season", \.rows, "The rows of a season; 1 for the row before.", .within(1, 1e9))
  ]
  package static let examples = [
    "mean_absolute_scaled_error", "mean_absolute_scaled_error: {season: 12}",
  ]

  package var rows = 1

  package init() {}

  package var season: Int? { rows }

  package func value(of data: ScoredData) -> Double {
    var sum = 0.0
    for (index, target) in data.targets.enumerated() {
      sum += abs(data.predictions[index] - target) / data.scales[index]
    }
    return sum / data.count
  }
}

package struct RSquared: ElementwiseScore {
  package static let title = "r2_score"
  package static let summary =
    "The share of the targets' variance that the predictions explain: 1 for all, 0 for what their mean "
    + "explains, negative for less."
  package static let keys: [Key<RSquared>] = []
  package static let examples = ["r2_score"]

  package init() {}

  package func value(of data: ScoredData) -> Double {
    let mean = data.mean { _, target in target }
    let variance = data.mean { _, target in (target - mean) * (target - mean) }
    return 1 - data.mean { ($0 - $1) * ($0 - $1) } / variance
  }
}

package struct HuberScore: ElementwiseScore {
  package static let title = "huber"
  package static let summary =
    "Half the square of differences up to `delta`, and a line through it beyond; the mean."
  package static let keys: [Key<HuberScore>] = [
    .optional("delta", \.delta, "Where the line begins.", .above(0))
  ]
  package static let examples = ["huber: {delta: 2}"]

  package var delta = 1.0

  package init() {}

  package func value(of data: ScoredData) -> Double {
    data.mean { prediction, target in
      let difference = abs(prediction - target)
      return difference <= delta
        ? 0.5 * difference * difference : delta * difference - 0.5 * delta * delta
    }
  }
}

package struct LogCosh: ElementwiseScore {
  package static let title = "log_cosh"
  package static let summary = "The mean of the logarithm of the differences' hyperbolic cosine."
  package static let keys: [Key<LogCosh>] = []
  package static let examples = ["log_cosh"]

  package init() {}

  package func value(of data: ScoredData) -> Double {
    data.mean { prediction, target in
      let difference = abs(prediction - target)
      return difference + naturalLogarithm((1 + exponential(-2 * difference)) / 2)
    }
  }
}
