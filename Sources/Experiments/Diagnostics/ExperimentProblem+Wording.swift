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
    case .data(let section, .elementCount(let from, let to)):
      return Diagnostic(
        .reshape,
        "the \(section) has \(from.elementCount) numbers, but the shape \(to) holds \(Self.count(to))",
        at: range, "make the product of the sizes \(from.elementCount)")
    case .sampleCount(let input, let target):
      return Diagnostic(
        .sampleCount,
        "the input has \(Self.samples(input[0])), the target \(Self.samples(target[0]))", at: range,
        "the first size of both shapes counts the samples: make them equal",
        related: place.map { ($0, "\(Self.samples(input[0])) here") })
    case .dataTooLarge(let count, let limit):
      return Diagnostic(
        .memory, "the data would have \(count) numbers; at most \(limit) are allowed", at: range,
        "use fewer")
    case .model(let error):
      return Self.diagnostic(error, at: range, related: place)
    case .outputShape(let layer, let output, let target, let batch, let recurrent):
      return Self.outputDiagnostic(
        layer, output, target, batch, recurrent, at: range, related: place)
    case .tooLarge(.tooLarge(let bytes, let limit, let largest, let shape)):
      return Diagnostic(
        .memory,
        "training would take at least \(ByteCount.text(bytes)) of memory; "
          + "at most \(ByteCount.text(limit)) are allowed", at: range,
        "\(largest) alone is \(Shape(shape)): use fewer units, or a smaller batch")
    case .batchSize, .statefulRemainder, .statefulShuffle, .weights, .unknownLayer,
      .parameterCount, .shapeExpectation, .expectedValueCount:
      return demandDiagnostic(at: range, related: place)
    }
  }

  /// A layer that cannot take its input.
  private static func diagnostic(
    _ error: ModelError, at range: SourceRange, related: SourceRange?
  ) -> Diagnostic {
    switch error.error {
    case .needsTimeSteps(_, let input, let culprit?):
      return Diagnostic(
        .timeSteps,
        "`\(error.name)` needs [samples, time steps, features], but `\(culprit)` gives only its "
          + "last step: \(open(input))", at: range,
        "set `return_sequences: true` on `\(culprit)`\(line(of: related))",
        related: related.map { ($0, "add `return_sequences: true` here") })
    case .needsTimeSteps(_, let input, nil):
      let source = error.before.last.map { "`\($0.name)` gives" } ?? "the input is"
      let advice =
        error.before.isEmpty
        ? "reshape the input to [\(input.dimensions.map { String($0) }.joined(separator: ", ")), 1]: "
          + "samples, time steps, features"
        : "it must come before the layer that drops the time steps"
      return Diagnostic(
        .timeSteps,
        "`\(error.name)` needs [samples, time steps, features], but \(source) \(open(input))",
        at: range, advice)
    case .needsFeatures(_, let input):
      return Diagnostic(
        .features, "`\(error.name)` needs [samples, features], but the input is \(open(input))",
        at: range, "reshape the input to \(open(Shape(input.dimensions + [1])))")
    case .duplicateName(let name, _):
      return Diagnostic(
        .duplicateLayer, "two layers are called `\(name)`", at: range,
        "give one of them another `name`", related: related.map { ($0, "the first of them") })
    case .unknownInput, .laterInput, .inputCount, .unequalInputs, .axis, .unused, .unknownOutput,
      .shape:
      return graphDiagnostic(error, at: range, related: related)
    }
  }

  /// The question that people ask most, with the edit that answers it.
  private static func outputDiagnostic(
    _ layer: String, _ output: Shape, _ target: Shape, _ batch: Int,
    _ recurrent: (name: String, givesSequences: Bool)?, at range: SourceRange,
    related: SourceRange?
  ) -> Diagnostic {
    let (given, wanted) = (sample(output), sample(target))
    let message =
      "the output of `\(layer)` is \(given) for each sample, but the target is \(wanted)"
    if let recurrent, output.rank == target.rank + 1, recurrent.givesSequences {
      return Diagnostic(
        .outputShape, message, at: range,
        "set `return_sequences: false` on `\(recurrent.name)`\(line(of: related)), or reshape the "
          + "target to one of \(given) a sample",
        related: related.map { ($0, "this layer gives every time step") })
    }
    if let recurrent, output.rank + 1 == target.rank, !recurrent.givesSequences {
      return Diagnostic(
        .outputShape, message, at: range,
        "set `return_sequences: true` on `\(recurrent.name)`\(line(of: related)), or reshape the "
          + "target to one of \(given) a sample",
        related: related.map { ($0, "this layer gives only its last time step") })
    }
    if output.rank == target.rank, output.dimensions.dropLast() == target.dimensions.dropLast() {
      return Diagnostic(
        .outputShape, message, at: range,
        "give the last layer \(target[target.rank - 1]) units, or reshape the target to one of "
          + "\(given) a sample")
    }
    return Diagnostic(
      .outputShape, message, at: range, "reshape the target to one of \(given) a sample")
  }

  /// A shape with the samples open, as summaries show it: [null, 5].
  static func open(_ shape: Shape) -> String {
    "[" + (["null"] + shape.dimensions.dropFirst().map { String($0) }).joined(separator: ", ") + "]"
  }

  /// The shape of one sample.
  private static func sample(_ shape: Shape) -> Shape {
    Shape(Array(shape.dimensions.dropFirst()))
  }

  private static func samples(_ count: Int) -> String {
    count == 1 ? "1 sample" : "\(count) samples"
  }

  private static func count(_ shape: Shape) -> String {
    shape.elementCount == Int.max ? "far too many" : String(shape.elementCount)
  }

  static func line(of range: SourceRange?) -> String {
    range.map { " (line \($0.start.line))" } ?? ""
  }
}
