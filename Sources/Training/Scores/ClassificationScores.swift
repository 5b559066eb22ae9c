import Engine
package import Graphs
package import Schemas

/// A score of classes: of one column by a threshold of 0.5, of several by the first of the largest.
protocol ClassScore: Score {}

extension ClassScore {
  package func targetForm(for prediction: Shape) -> TargetForm {
    prediction.dimensions.last == 1
      ? TargetForm(prediction, .zeroToOne) : TargetForm(prediction, .classes)
  }
}

/// - Source: https://keras.io/api/metrics/accuracy_metrics/
package struct AccuracyScore: ClassScore, SingleScore {
  package static let title = "accuracy"
  package static let summary = "The share of predictions whose class is the target's."
  package static let keys: [Key<AccuracyScore>] = []
  package static let examples = ["accuracy"]

  package init() {}

  package func value(of data: ScoredData) -> Double {
    let pairs = data.classPairs
    return Double(pairs.count { $0.target == $0.prediction }) / Double(pairs.count)
  }
}

package struct SequenceAccuracyScore: ClassScore, SingleScore {
  package static let title = "sequence_accuracy"
  package static let summary = "The share of sequences whose every step has the target's class."
  package static let keys: [Key<SequenceAccuracyScore>] = []
  package static let examples = ["sequence_accuracy"]

  package init() {}

  package func value(of data: ScoredData) -> Double {
    let pairs = data.classPairs
    let sequences = stride(from: 0, to: pairs.count, by: data.rowsPerSample)
    let right = sequences.count { first in
      pairs[first..<first + data.rowsPerSample].allSatisfy { $0.target == $0.prediction }
    }
    return Double(right) / Double(pairs.count / data.rowsPerSample)
  }
}

/// How a score of one class becomes one of several: each counts the same.
extension ScoredData {
  /// The mean over the classes; of one column that of class 1 alone.
  fileprivate func overClasses(
    _ score: (_ hits: Double, _ predicted: Double, _ wanted: Double) -> Double
  ) -> Double {
    let pairs = classPairs
    let all = classes == 1 ? [1] : Array(0..<classes)
    let scores = all.map { one in
      let hits = pairs.count { $0.target == one && $0.prediction == one }
      let predicted = pairs.count { $0.prediction == one }
      let wanted = pairs.count { $0.target == one }
      return score(Double(hits), Double(predicted), Double(wanted))
    }
    return scores.reduce(0, +) / Double(scores.count)
  }
}

package struct Precision: ClassScore, SingleScore {
  package static let title = "precision"
  package static let summary =
    "The share of right ones among those predicted to be of class 1, or of each class and the mean; 0 "
    + "where none is."
  package static let keys: [Key<Precision>] = []
  package static let examples = ["precision"]

  package init() {}

  package func value(of data: ScoredData) -> Double {
    data.overClasses { hits, predicted, _ in predicted == 0 ? 0 : hits / predicted }
  }
}

package struct Recall: ClassScore, SingleScore {
  package static let title = "recall"
  package static let summary =
    "The share of those of class 1 that are found, or of each class and the mean; 0 where there is none."
  package static let keys: [Key<Recall>] = []
  package static let examples = ["recall"]

  package init() {}

  package func value(of data: ScoredData) -> Double {
    data.overClasses { hits, _, wanted in wanted == 0 ? 0 : hits / wanted }
  }
}

package struct FScore: ClassScore, SingleScore {
  package static let title = "f1"
  package static let summary =
    "The harmonic mean of precision and recall, of class 1, or of each class and the mean."
  package static let keys: [Key<FScore>] = []
  package static let examples = ["f1"]

  package init() {}

  package func value(of data: ScoredData) -> Double {
    data.overClasses { hits, predicted, wanted in
      predicted + wanted == 0 ? 0 : 2 * hits / (predicted + wanted)
    }
  }
}

/// The probability that a sample of class 1 has a larger prediction than one of class 0, equal ones
/// counted half: the exact area, where Keras's AUC approximates it by 200 thresholds.
package struct AreaUnderCurve: SingleScore {
  package static let title = "auc"
  package static let summary =
    "The area under the ROC curve: how often a sample of class 1 has a larger prediction than one of "
    + "class 0. For one column."
  package static let keys: [Key<AreaUnderCurve>] = []
  package static let examples = ["auc"]

  package init() {}

  package func targetForm(for prediction: Shape) -> TargetForm {
    TargetForm(prediction, .zeroToOne)
  }

  package func value(of data: ScoredData) -> Double {
    let order = data.predictions.indices.sorted { data.predictions[$0] < data.predictions[$1] }
    var (rankSum, positives, start) = (0.0, 0.0, 0)
    while start < order.count {
      var end = start
      while end < order.count, data.predictions[order[end]] == data.predictions[order[start]] {
        end += 1
      }
      // Not even equal to itself: no number.
      guard end > start else { return .nan }
      let hits = Double(order[start..<end].count { data.targets[$0] > 0.5 })
      rankSum += hits * Double(start + end + 1) / 2
      positives += hits
      start = end
    }
    let negatives = data.count - positives
    return (rankSum - positives * (positives + 1) / 2) / (positives * negatives)
  }
}

package struct Confusion: ClassScore {
  package static let title = "confusion"
  package static let summary =
    "How many samples or steps have which class and are predicted to have which: `confusion.1.0` counts "
    + "those of class 1 taken for class 0. What never happens is left out."
  package static let keys: [Key<Confusion>] = []
  package static let examples = ["confusion"]

  package init() {}

  package func values(of data: ScoredData) -> [(suffix: String, value: Double)] {
    var counts: [String: Double] = [:]
    for pair in data.classPairs { counts[".\(pair.target).\(pair.prediction)", default: 0] += 1 }
    let classes = max(data.classes, 2)
    return (0..<classes).flatMap { target in
      (0..<classes).compactMap { prediction in
        let suffix = ".\(target).\(prediction)"
        return counts[suffix].map { (suffix, $0) }
      }
    }
  }
}

/// - Source: https://keras.io/api/losses/probabilistic_losses/: probabilities are kept 1e-7 from 0 and 1.
package struct CrossentropyScore: ClassScore, SingleScore {
  package static let title = "crossentropy"
  package static let summary =
    "The mean of -ln of the probability that is given to the target's class."
  package static let keys: [Key<CrossentropyScore>] = []
  package static let examples = ["crossentropy"]

  package init() {}

  package func value(of data: ScoredData) -> Double {
    func held(_ probability: Double) -> Double { min(max(probability, 1e-7), 1 - 1e-7) }
    if data.classes == 1 {
      return data.mean { prediction, target in
        let p = held(prediction)
        return -(target * naturalLogarithm(p) + (1 - target) * naturalLogarithm(1 - p))
      }
    }
    let pairs = data.classPairs
    let sum = pairs.enumerated().reduce(0.0) { sum, pair in
      let (row, classes) = (pair.offset, data.classes)
      let whole = data.predictions[row * classes..<(row + 1) * classes].reduce(0, +)
      return sum
        - naturalLogarithm(held(data.predictions[row * classes + pair.element.target] / whole))
    }
    return sum / Double(pairs.count)
  }
}
