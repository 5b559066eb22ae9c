import Datasets
package import Schemas

/// What is measured once at the end, in the units of the data, in float64. A new one is one file, or a
/// place beside its kin, and one line in `AllScores`.
package protocol Score: TargetComparison {
  /// Whether it is a mean over values that each have a column of their own, so that it can be given for
  /// each column.
  var isColumnwise: Bool { get }

  /// The rows of a season by which errors are scaled; nil where they are not.
  var season: Int? { get }

  /// The numbers: each with what its name has behind the score's own.
  func values(of data: ScoredData) -> [(suffix: String, value: Double)]
}

extension Score {
  package var isColumnwise: Bool { false }
  package var season: Int? { nil }
}

/// A score of one number.
protocol SingleScore: Score {
  func value(of data: ScoredData) -> Double
}

extension SingleScore {
  package func values(of data: ScoredData) -> [(suffix: String, value: Double)] {
    [("", value(of: data))]
  }
}

/// Predictions beside their targets, of one part of the samples.
package struct ScoredData: Sendable {
  /// Row-major.
  package let predictions: [Double]
  /// As many as predictions, or one for each row of them.
  package let targets: [Double]
  /// The numbers of a prediction's last axis.
  package let classes: Int
  /// The rows of a sample: its time steps, or 1.
  package let rowsPerSample: Int
  /// What errors are divided by, for each target; empty where no score asks.
  package let scales: [Double]

  package init(
    predictions: [Double], targets: [Double], classes: Int, rowsPerSample: Int,
    scales: [Double] = []
  ) {
    self.predictions = predictions
    self.targets = targets
    self.classes = classes
    self.rowsPerSample = rowsPerSample
    self.scales = scales
  }

  var count: Double { Double(targets.count) }

  /// The mean of a function of each prediction and its target.
  func mean(_ function: (Double, Double) -> Double) -> Double {
    var sum = 0.0
    for (prediction, target) in zip(predictions, targets) { sum += function(prediction, target) }
    return sum / count
  }

  /// Rows of predictions.
  var rowCount: Int { predictions.count / max(classes, 1) }

  /// For each row the class of the target and the class of the prediction: of several columns the
  /// first of the largest, of one whether it is over a half.
  var classPairs: [(target: Int, prediction: Int)] {
    if classes == 1 {
      return zip(predictions, targets).map {
        (target: $1 > 0.5 ? 1 : 0, prediction: $0 > 0.5 ? 1 : 0)
      }
    }
    let areLabels = targets.count == rowCount
    return (0..<rowCount).map { row in
      let range = row * classes..<(row + 1) * classes
      return (
        target: areLabels ? Int(targets[row]) : targets[range].classOfRow,
        prediction: predictions[range].classOfRow
      )
    }
  }
}

/// What can be measured at the end.
package enum AllScores: Catalogue {
  package static let kind = "final metric"

  private static let kinds: [any Score.Type] = [
    MeanSquaredErrorScore.self,
    RootMeanSquaredError.self,
    MeanAbsoluteErrorScore.self,
    MeanAbsolutePercentageError.self,
    SymmetricMeanAbsolutePercentageError.self,
    MeanSquaredLogarithmicError.self,
    MeanAbsoluteScaledError.self,
    RSquared.self,
    HuberScore.self,
    LogCosh.self,
    AccuracyScore.self,
    SequenceAccuracyScore.self,
    Precision.self,
    Recall.self,
    FScore.self,
    AreaUnderCurve.self,
    Confusion.self,
    CrossentropyScore.self,
  ]

  package static let entries = kinds.map { entry($0) }

  private static func entry<Kind: Score>(_ kind: Kind.Type) -> CatalogueEntry<any Score> {
    CatalogueEntry(kind) { $0 }
  }
}
