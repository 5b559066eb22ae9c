package import Diagnostics
import Documents
import Experiments
import Graphs
import Schemas
import Training

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
      case "predictions.equal": predictionDiagnostic
      default: expectation.path.hasPrefix("metrics.") ? metricDiagnostic(expectation) : nil
      }
    }
  }

  private func divergence(in epoch: Int) -> String {
    let what =
      result.last.loss.isFinite
      ? "weights or predictions are no finite numbers after epoch \(epoch)"
      : "the loss is \(NumberText.word(result.last.loss)) in epoch \(epoch)"
    guard let divergence else { return what }
    let place =
      divergence.changed.map { "the update of `\($0)`" } ?? Self.place(of: divergence.origin)
    return what + "; it began in \(place), in update \(divergence.update)"
  }

  private static func place(of origin: Origin?) -> String {
    switch origin {
    case .layer(let name): "`\(name)`"
    case .loss(let output): "the loss of `\(output)`"
    case .gradient(let inner?): "the gradients of \(place(of: inner))"
    case .gradient(nil): "the gradients"
    case .update: "the update of the weights"
    case nil: "the loss"
    }
  }

  private func metricDiagnostic(_ failed: Expectation) -> Diagnostic? {
    func text(_ value: DataValue) -> String {
      guard case .double(let number) = value else { return "no number" }
      return NumberText.told(number)
    }
    for entry in experiment.experiment.expect?.metrics?.entries ?? [] {
      for side in entry.value.sides where "metrics.\(entry.name).\(side.path)" == failed.path {
        let other = side.bound.path(beside: entry.name)
        let place = side.place(
          below: ConfigurationPath(.key("expect"), .key("metrics"), .key(entry.name)))
        return Diagnostic(
          .metric,
          "`\(entry.name)` is \(text(failed.actual)), not \(side.words) \(text(failed.expected))"
            + (other.map { " (`\($0)`)" } ?? ""),
          at: place.range(in: experiment.root).firstLine,
          "train for longer, change the model, or state what it reaches")
      }
    }
    return nil
  }

  private var lossDiagnostic: Diagnostic? {
    guard let bound = experiment.experiment.expect?.loss else { return nil }
    let path = ConfigurationPath(.key("expect"), .key("loss"), .key("max"))
    return Diagnostic(
      .loss,
      "the last epoch's loss is \(NumberText.told(result.last.loss)), more than "
        + NumberText.told(bound.max),
      at: path.range(in: experiment.root).firstLine,
      "train for more epochs, try another `seed`, or raise the bound")
  }

  private var predictionDiagnostic: Diagnostic? {
    guard let expectation = experiment.experiment.expect?.predictions, let comparison,
      let first = comparison.first
    else { return nil }
    let path = ConfigurationPath(.key("expect"), .key("predictions"))
    let place = place(of: first.index)
    let exact = result.predictions[place.output].values[place.index].description
    return Diagnostic(
      .predictions,
      "\(comparison.count - comparison.equalCount) of \(comparison.count) predictions differ, "
        + "rounded to \(expectation.decimals) decimal\(expectation.decimals == 1 ? "" : "s"); "
        + "the one at \(indices(of: place.index, in: place.output)) is \(first.actual) (\(exact)), "
        + "not \(first.expected)",
      at: path.range(in: experiment.root).firstLine,
      "train for more epochs, or try another `seed`: the first weights decide")
  }

  /// The output that a prediction is of, where all follow one another, and its index there.
  private func place(of position: Int) -> (output: Int, index: Int) {
    var (output, rest) = (0, position)
    while rest >= result.predictions[output].values.count {
      rest -= result.predictions[output].values.count
      output += 1
    }
    return (output, rest)
  }

  /// The place of a prediction as `predictions.csv` has it: [sample, …], from zero; where there are
  /// several outputs, behind the output's name.
  private func indices(of position: Int, in output: Int) -> String {
    var rest = position
    var indices: [String] = []
    for size in result.predictions[output].shape.dimensions.reversed() {
      indices.append(String(rest % size))
      rest /= size
    }
    let outputs = experiment.model.network.outputs
    let name = outputs.count == 1 ? "" : outputs[output].name
    return name + "[" + indices.reversed().joined(separator: ", ") + "]"
  }
}
