import Diagnostics
import Documents
import Graphs
import Schemas
import Training
import YAML

extension ExperimentProblem {
  /// Problems of parts, losses, metrics and callbacks.
  func trainingDiagnostic(at range: SourceRange) -> Diagnostic {
    switch kind {
    case .unknownTarget(let name, let known):
      return Diagnostic(
        .unknownLayer, "the model has no output `\(name)`", at: range,
        Suggestion.text(for: name, among: known))
    case .noLoss(let output):
      return Diagnostic(
        .missingKey, "the output `\(output)` has a target and no loss", at: range,
        "give each output one: `loss: {\(output): mean_squared_error}`")
    case .targetForm(let measure, let output, let wanted, let target, let fitting):
      return Diagnostic(
        .outputShape,
        "`\(measure)` of an output \(Self.open(output)) takes a target \(Self.open(wanted)), "
          + "not \(Self.open(target))", at: range,
        fitting.isEmpty
          ? "change the target or the layer that answers it"
          : "use a loss that takes it: " + fitting.map { "`\($0)`" }.joined(separator: ", "))
    case .unknownMonitor(let callback, let name, let known, let hasValidation):
      return Diagnostic(
        .unknownKey, "`\(callback)` watches `\(name)`, which no epoch records", at: range,
        Self.monitorAdvice(name, known, hasValidation))
    case .number(let breach, let user): return Self.diagnostic(breach, user: user, at: range)
    case .nothingNamed(let section):
      let one = section == "inputs" ? "input" : "target"
      return Diagnostic(
        .emptyData, "`\(section)` names no \(one)", at: range,
        "give each a name and its transformations, or write `\(one)` for the only one")
    case .repeatedMetric(let name):
      return Diagnostic(
        .severalChoices, "`\(name)` is measured twice, and the history has one column of that name",
        at: range, "keep one of them")
    case .repeatedColumn(let name):
      return Diagnostic(
        .severalChoices, "two columns of the history would be called `\(name)`", at: range,
        "call one of the layers that answer targets otherwise")
    case .unnamedMetrics(let outputs):
      return Diagnostic(
        .severalChoices, "a list of metrics does not say which of the outputs it is of", at: range,
        "write them by output: `metrics: {\(outputs[0]): [mean_absolute_error]}`")
    case .unusedInput(let name):
      return Diagnostic(
        .connection, "no layer reads the input `\(name)`", at: range,
        "name it in a layer's `from`, or remove it")
    case .twoLearningRates(let callback):
      return Diagnostic(
        .notSupported, "`\(callback)` and a schedule would both set the learning rate", at: range,
        "remove one of them")
    default:
      preconditionFailure("the other kinds are worded in `diagnostic(in:)`")
    }
  }

  /// How the number that a callback watches comes to be recorded, or what is recorded instead.
  private static func monitorAdvice(
    _ name: String, _ known: [String], _ hasValidation: Bool
  ) -> String {
    let isOfValidation = name.hasPrefix("val_") && !hasValidation
    let measured = isOfValidation ? String(name.dropFirst(4)) : name
    let metric =
      !known.contains(measured) && AllMetrics.entries.contains { $0.name == measured }
      ? "`metrics: [\(measured)]` below `training`" : nil
    guard isOfValidation else {
      return metric.map { "add \($0)" } ?? Suggestion.text(for: name, among: known)
    }
    let part = "add a validation part: `split: {train: 0.8, validation: rest}` below `data`"
    return part + (metric.map { ", and \($0)" } ?? ", or watch `\(measured)`")
  }

  private static func diagnostic(
    _ breach: NumberBreach, user: String, at range: SourceRange
  ) -> Diagnostic {
    let place =
      "sample \(breach.place[0])"
      + (breach.place.count > 1
        ? ", place " + breach.place.dropFirst().map { "\($0)" }.joined(separator: ", ") : "")
    let value = Self.text(breach.value)
    switch breach.rule {
    case .whole(let limit):
      return Diagnostic(
        .dataValue, "`\(user)` takes whole numbers from 0 to \(limit - 1); \(place) is \(value)",
        at: range,
        breach.value < 0 || breach.value != breach.value.rounded()
          ? "number them from 0"
          : "number them from 0, or allow at least \(Self.text(breach.value + 1)): `input_dim` of an "
            + "`Embedding`, `units` of a last layer, `classes` of `one_hot`")
    case .zeroToOne:
      return Diagnostic(
        .dataValue, "`\(user)` takes targets from 0 to 1; \(place) is \(value)", at: range,
        "scale them, or use a loss for any numbers, such as `mean_squared_error`")
    case .distribution:
      return Diagnostic(
        .dataValue,
        "`\(user)` takes rows that are one class or probabilities; \(place) adds up to \(value)",
        at: range,
        "write 1 for the class and 0 for the others; for numbers of classes use "
          + "`sparse_categorical_crossentropy`")
    }
  }

  /// A number as a file would write it: whole ones without decimals.
  private static func text(_ value: Float) -> String {
    if value == value.rounded(), abs(value) < 1e6 { return "\(Int(value))" }
    return NumberText.text(value) ?? "no finite number"
  }
}
