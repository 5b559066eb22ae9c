import Diagnostics
import Files
import Graphs
import Layers
import Schemas
import Weights
import YAML

extension ExperimentProblem {
  /// Problems of what the file asks of training and of its results.
  func demandDiagnostic(at range: SourceRange, related: SourceRange?) -> Diagnostic {
    switch kind {
    case .batchSize(let batchSize, let samples):
      return Diagnostic(
        .batchSize,
        "the batch size is \(batchSize), but there \(samples == 1 ? "is" : "are") only "
          + Self.samples(samples), at: range, "use at most \(samples)")
    case .statefulRemainder(let layer, let batchSize, let counts, let samples):
      let all = Set(counts).sorted().map { "\($0)" }
      return Diagnostic(
        .stateful,
        "`\(layer)` is stateful, but \(Self.samples(samples)) "
          + (samples == 1 ? "does" : "do") + " not divide into batches of \(batchSize)",
        at: range, "use a batch size that divides " + all.joined(separator: " and "),
        related: related.map { ($0, "stateful here") })
    case .statefulShuffle(let layer):
      return Diagnostic(
        .stateful, "`\(layer)` is stateful, but the samples are shuffled", at: range,
        "set `shuffle: false`: a state carried between shuffled samples means nothing",
        related: related.map { ($0, "stateful here") })
    case .weights(let problem, let file):
      return Self.diagnostic(problem, file, at: range)
    case .unknownLayer(let name, let known):
      return Diagnostic(
        .unknownLayer, "the model has no layer `\(name)`", at: range,
        Suggestion.text(for: name, among: known))
    case .parameterCount(let layer, let expected, let actual, let formula, let parts):
      let owner = formula == nil ? "the model" : "`\(layer)`"
      return Diagnostic(
        .parameterCount,
        "\(owner) has \(actual) parameter\(actual == 1 ? "" : "s"), not \(expected)", at: range,
        Self.explanation(of: actual, formula, parts))
    case .shapeExpectation(let layer, let expected, let actual):
      let owner = layer.map { "`\($0)`" } ?? "the model"
      let wanted = expected.map { $0.map { String($0) } ?? "null" }.joined(separator: ", ")
      return Diagnostic(
        .expectedShape, "the output of \(owner) is \(Self.open(actual)), not [\(wanted)]",
        at: range,
        expected.first == .some(nil)
          ? "expect \(Self.open(actual)), or change the model"
          : "the first size counts the samples: write `null` for it")
    case .expectedValueCount(let expected, let actual):
      return Diagnostic(
        .expectedValues,
        "\(expected) value\(expected == 1 ? " is" : "s are") expected, but the model gives \(actual)",
        at: range, "list \(actual), row by row, or write `target`")
    default:
      preconditionFailure("the other kinds are worded in `diagnostic(in:)`")
    }
  }

  /// A layer's formula with its terms and their numbers, or the parts of a total.
  private static func explanation(
    of actual: Int, _ formula: ParameterFormula?, _ parts: [(name: String, count: Int)]
  ) -> String {
    guard let formula else {
      let sum = parts.map { "\($0.count) (\($0.name))" }.joined(separator: " + ")
      return "\(sum) = \(actual)"
    }
    let terms = formula.terms.map { "\($0.name) = \($0.value)" }.joined(separator: ", ")
    return terms.isEmpty
      ? "the layer has no parameters" : "\(formula.text) = \(actual), where \(terms)"
  }

  private static func diagnostic(
    _ problem: WeightsProblem, _ file: String, at range: SourceRange
  ) -> Diagnostic {
    switch problem {
    case .unreadable(.outside(let path)):
      return Diagnostic(
        .weights, FileProblem.outside(path: path).text, at: range,
        "the project is the folder that holds `experiments`: copy the file into it")
    case .unreadable(.nulInPath):
      return Diagnostic(
        .weights, FileProblem.nulInPath(path: file).text, at: range,
        "remove it: the name ends before it")
    case .unreadable(let reason):
      return Diagnostic(
        .weights, reason.calling(file).text, at: range, "paths are relative to this file's folder")
    case .malformed(let reason):
      return Diagnostic(
        .weights, "`\(file)` is not a safetensors file: \(reason)", at: range,
        "save the weights with the safetensors library")
    case .notFinite(let tensor, let index, let isNaN):
      return Diagnostic(
        .weights,
        "the tensor `\(tensor)` has \(isNaN ? "NaN" : "no finite float32") at index \(index)",
        at: range, "save weights of a training that did not diverge")
    case .numberType(let tensor, let type):
      return Diagnostic(
        .weights, "the tensor `\(tensor)` holds \(type), which is not supported", at: range,
        "save it as F32 or F64")
    case .missing(let tensor, let known):
      return Diagnostic(
        .weights, "the weights have no tensor `\(tensor)`", at: range,
        "the file has \(Suggestion.list(known))")
    case .unknown(let tensor, let known):
      return Diagnostic(
        .weights, "the model has no parameter `\(tensor)`", at: range,
        Suggestion.text(for: tensor, among: known))
    case .shape(let tensor, let expected, let actual):
      return Diagnostic(
        .weights, "the tensor `\(tensor)` is \(actual), but the model's is \(expected)", at: range,
        "save the weights of a model with this stack")
    }
  }
}
