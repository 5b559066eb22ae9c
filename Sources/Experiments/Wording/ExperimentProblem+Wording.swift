package import Diagnostics
import Documents
import Graphs
import Layers
import Plans
import Schemas
package import YAML

extension ExperimentProblem {
  /// The problem in words.
  ///
  /// - Parameter root: the file's tree, in which the problem's paths are found
  package func diagnostic(in root: Node) -> Diagnostic {
    let range = path.range(in: root).firstLine
    let place = related.map { $0.range(in: root).firstLine }
    switch kind {
    case .emptyModel:
      return Diagnostic(
        .emptyModel, "the model has no layers", at: range,
        "add at least one, such as `- Dense: {units: 1}`")
    case .tooManyLayers(let count, let limit):
      return Diagnostic(
        .tooLarge,
        "the model has \(count) layers and named inputs; at most \(limit) are allowed", at: range,
        "use fewer")
    case .data(let error, let subject): return error.diagnostic(of: subject, at: range)
    case .noData:
      return Diagnostic(
        .emptyData, "the data source has no numbers", at: range, "give at least one")
    case .sampleCount(let firstName, let first, let otherName, let other):
      return Diagnostic(
        .sampleCount,
        "\(firstName) has \(Self.samples(first[0])), \(otherName) \(Self.samples(other[0]))",
        at: range, "the first size of both shapes counts the samples: make them equal",
        related: place.map { ($0, "\(Self.samples(first[0])) here") })
    case .dataTooLarge(let count, let limit):
      return Diagnostic(
        .memory, "the data would have \(count) numbers; at most \(limit) are allowed", at: range,
        "use fewer")
    case .model(let error, let input, let isWrapped):
      return Self.diagnostic(error, input, isWrapped, at: range, related: place)
    case .outputShape(let layer, let output, let target, let edits):
      return Self.outputDiagnostic(layer, output, target, edits, at: range, related: place)
    case .tooLarge(.tooLarge(let bytes, let limit, let largest, let shape)):
      return Diagnostic(
        .memory,
        "training would take more than \(ByteCount.text(bytes)) of memory; "
          + "at most \(ByteCount.text(limit)) are allowed", at: range,
        "\(largest) alone is \(Shape(shape)): use fewer units, shorter sequences or a smaller batch"
      )
    case .totalMemory(let data, let limit):
      return Diagnostic(
        .memory,
        "training would take more than the allowed \(ByteCount.text(limit)) of memory, "
          + "\(ByteCount.text(data)) of it for the data", at: range,
        "use fewer numbers or a smaller batch")
    case .unknownPart, .sampleExpectation, .maskedMetric, .maskedEvaluation, .needsWindow,
      .unmeasuredBaselines,
      .noTestPart, .refit, .feed, .unknownNumber, .runsWithoutMatrix, .runsForm, .shareBound,
      .numberBound:
      return evaluationDiagnostic(at: range)
    case .batchSize, .statefulRemainder, .statefulShuffle, .weights, .unknownLayer,
      .parameterCount, .shapeExpectation, .expectedValueCount:
      return demandDiagnostic(at: range, related: place)
    case .unknownTarget, .noLoss, .targetForm, .unknownMonitor, .twoLearningRates,
      .number, .nothingNamed, .repeatedMetric, .repeatedColumn, .unnamedMetrics, .unusedInput:
      return trainingDiagnostic(at: range)
    }
  }

  /// A layer that cannot take its input.
  private static func diagnostic(
    _ error: ModelError, _ data: Shape, _ isWrapped: Bool, at range: SourceRange,
    related: SourceRange?
  ) -> Diagnostic {
    switch error.error {
    case .pattern(_, let pattern, let input, let culprit?) where pattern.hasSteps:
      return Diagnostic(
        .timeSteps,
        "`\(error.name)` needs \(pattern.text), but `\(culprit)` gives only its "
          + "last step: \(open(input))", at: range,
        "set `return_sequences: true` on `\(culprit)`\(line(of: related))",
        related: related.map { ($0, "here") })
    case .pattern(let type, let pattern, let input, _) where pattern.hasSteps:
      let source =
        isWrapped ? "one step is" : error.before.last.map { "`\($0.name)` gives" } ?? "the input is"
      let advice =
        isWrapped
        ? "`\(type)` goes through all steps by itself: take it out of the layer around it"
        : timeStepsAdvice(error, data, related)
      return Diagnostic(
        .timeSteps,
        "`\(error.name)` needs \(pattern.text), but \(source) \(open(input))",
        at: range, advice)
    case .pattern(_, let pattern, let input, _):
      return Diagnostic(
        .features, "`\(error.name)` needs \(pattern.text), but the input is \(open(input))",
        at: range, "reshape the input to \(Shape([data[0], 1]))")
    case .duplicateName(let name, _):
      return Diagnostic(
        .duplicateLayer, "two layers are called `\(name)`", at: range,
        "give one of them another `name`", related: related.map { ($0, "the first of them") })
    case .unknownInput, .laterInput, .inputCount, .inputsInsideWrapper, .statefulInsideWrapper,
      .unequalInputs, .notRecurrent, .notFromData, .needsSteps, .groups,
      .window, .axis, .maskLost,
      .unequalMasks, .initialState,
      .unused,
      .unknownOutput,
      .shape:
      return graphDiagnostic(error, at: range, related: related)
    }
  }

  /// Where the time steps can come from: before the layer that drops them, or from the data.
  private static func timeStepsAdvice(
    _ error: ModelError, _ data: Shape, _ dropped: SourceRange?
  ) -> String {
    if let dropped,
      let layer = error.before.first(where: { $0.inputShape.rank > 2 && $0.outputShape.rank == 2 })
    {
      return
        "`\(layer.name)`\(line(of: dropped)) drops the time steps: put `\(error.name)` before it"
    }
    let features = Shape(Array(data.dimensions.dropFirst(2))).elementCount
    let shape: Shape = [data[0], data.rank > 1 ? data[1] : 1, features]
    return "reshape the input to \(shape): samples, time steps, features"
  }

  /// The question that people ask most, with the edit that answers it.
  private static func outputDiagnostic(
    _ layer: String, _ output: Shape, _ target: Shape, _ edits: [OutputEdit],
    at range: SourceRange, related: SourceRange?
  ) -> Diagnostic {
    let reshapes = edits.compactMap { edit in
      if case .reshapeTarget(let shape) = edit { "reshape the target to \(shape)" } else { nil }
    }
    let changes = edits.flatMap { Self.changes($0, last: range, recurrent: related) }
    let ways = [changes.joined(separator: " and "), reshapes.joined()].filter { !$0.isEmpty }
    let advice = ways.joined(separator: ", or ")
    return Diagnostic(
      .outputShape,
      "the output of `\(layer)` is \(output) for each sample, but the target is \(target)",
      at: range,
      advice.isEmpty ? "change the last layer or the target until both are alike" : advice,
      related: related.map { ($0, "this layer decides whether every time step is given") })
  }

  /// What an edit changes in the stack.
  private static func changes(
    _ edit: OutputEdit, last: SourceRange, recurrent: SourceRange?
  ) -> [String] {
    switch edit {
    case .returnSequences(let value, let layer, _, let wrapper):
      ["set `return_sequences: \(value)` on `\(layer)`\(line(of: recurrent))"]
        + (wrapper.map { ["take the layer out of `\($0)`\(line(of: last))"] } ?? [])
    case .units(let units, let layer): ["set `units: \(units)` on `\(layer)`\(line(of: last))"]
    case .reshapeTarget: []
    }
  }

  /// A shape with the samples open, as summaries show it: [null, 5].
  static func open(_ shape: Shape) -> String {
    "[" + (["null"] + shape.dimensions.dropFirst().map { String($0) }).joined(separator: ", ") + "]"
  }

  /// "1 sample", "2 samples".
  static func samples(_ count: Int) -> String {
    count == 1 ? "1 sample" : "\(count) samples"
  }

  static func line(of range: SourceRange?) -> String {
    range.map { " (line \($0.start.line))" } ?? ""
  }
}
