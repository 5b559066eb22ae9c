package import Diagnostics
import Documents
import Experiments
import Schemas

extension Outcome {
  /// What did not come out as expected, apart from what `check` finds.
  package var diagnostics: [Diagnostic] {
    let root = experiment.root
    if let epoch = result.divergedAt {
      let path = ConfigurationPath(.key("training"), .key("optimizer"))
      return [
        Diagnostic(
          .diverged, divergence(in: epoch),
          at: path.range(in: root).firstLine,
          "use a smaller learning rate, or look at the data; training stopped there")
      ]
    }
    return expectations.filter { !$0.passed }.compactMap { expectation in
      switch expectation.path {
      case "loss.max": lossDiagnostic
      case "predictions": predictionDiagnostic
      default: nil
      }
    }
  }

  private func divergence(in epoch: Int) -> String {
    let loss = result.losses[epoch - 1]
    return loss.isFinite
      ? "weights or predictions are no finite numbers after epoch \(epoch)"
      : "the loss is \(NumberText.word(loss)) in epoch \(epoch)"
  }

  private var lossDiagnostic: Diagnostic? {
    guard let last = result.losses.last, let bound = experiment.experiment.expect?.loss else {
      return nil
    }
    let path = ConfigurationPath(.key("expect"), .key("loss"), .key("max"))
    return Diagnostic(
      .loss, "the last epoch's loss is \(last), more than \(bound.max)",
      at: path.range(in: experiment.root).firstLine,
      "train for more epochs, try another `seed`, or raise the bound")
  }

  private var predictionDiagnostic: Diagnostic? {
    guard let expectation = experiment.experiment.expect?.predictions,
      let entry = expectations.first(where: { $0.path == "predictions" }),
      case .list(let expected) = entry.expected, case .list(let actual) = entry.actual
    else { return nil }
    let wrong = expected.indices.filter { expected[$0] != actual[$0] }
    guard let first = wrong.first, case .double(let wanted) = expected[first],
      case .double(let given) = actual[first]
    else { return nil }
    let path = ConfigurationPath(.key("expect"), .key("predictions"))
    let exact = result.predictions.values[first].description
    return Diagnostic(
      .predictions,
      "\(wrong.count) of \(expected.count) predictions differ, rounded to "
        + "\(expectation.decimals) decimal\(expectation.decimals == 1 ? "" : "s"); the one at "
        + "\(indices(of: first)) is \(given) (\(exact)), not \(wanted)",
      at: path.range(in: experiment.root).firstLine,
      "train for more epochs, or try another `seed`: the first weights decide")
  }

  /// The place of a prediction as `predictions.csv` has it: [sample, …], from zero.
  private func indices(of position: Int) -> String {
    var rest = position
    var indices: [String] = []
    for size in result.predictions.shape.dimensions.reversed() {
      indices.append(String(rest % size))
      rest /= size
    }
    return "[" + indices.reversed().joined(separator: ", ") + "]"
  }
}
