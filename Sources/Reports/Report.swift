import Documents
import Graphs
import Layers
import Schemas
import Training

/// The files that tell what came out of one experiment. They hold nothing that depends on the
/// machine, the clock or the order of running.
package struct Report: Sendable {
  /// The version of this layout: whatever changes a report's keys raises it.
  package static let format = 1
  /// The version of the numeric contract: whatever changes bits raises it.
  package static let numerics = 2

  private let outcome: Outcome

  package init(_ outcome: Outcome) {
    self.outcome = outcome
  }

  /// The names of the files with their texts.
  package var files: [(name: String, text: String)] {
    [
      ("report.json", JSONText.text(of: json)), ("history.csv", history),
      ("predictions.csv", predictions),
    ]
  }

  /// This experiment's row of `summary.csv`.
  var summaryRow: [String] {
    [
      outcome.experiment.name.name, status, String(model.network.graph.parameterCount),
      String(result.losses.count), lastLoss.map { Self.csv($0) } ?? "", outcome.weights,
    ]
  }

  /// The row of an experiment that cannot be run.
  static func invalidRow(_ name: String) -> [String] {
    [name, "invalid"] + summaryHeader.dropFirst(2).map { _ in "" }
  }

  static let summaryHeader = ["experiment", "status", "parameters", "epochs", "loss", "weights"]

  private var result: TrainingResult { outcome.result }
  private var model: Model { outcome.experiment.model }
  private var status: String { outcome.passed ? "passed" : "failed" }
  private var lastLoss: Double? { result.losses.last }

  private var json: DataValue {
    let count = model.network.graph.parameterCount
    return .mapping([
      .init("experiment", .string(outcome.experiment.name.name)),
      .init("source", .string(outcome.experiment.name.source)),
      .init("format", .integer(Self.format)),
      .init("numerics", .integer(Self.numerics)),
      .init("status", .string(status)),
      .init("config", outcome.experiment.experiment.encoded),
      .init(
        "model",
        .mapping([
          .init("layers", .list(model.layers.map { Self.json($0) })),
          .init(
            "parameters",
            .mapping([
              .init("total", .integer(count)), .init("trainable", .integer(count)),
              .init("non_trainable", .integer(0)),
              .init("convention", .string("keras: one bias a gate")),
            ])),
        ])),
      .init("training", .mapping(training)),
      .init(
        "predictions",
        .mapping([
          .init("shape", .list(result.predictions.shape.dimensions.map { .integer($0) })),
          .init("values", .list(result.predictions.values.map { .float($0) })),
        ])),
      .init("expectations", .list(outcome.expectations.map { Self.json($0) })),
      .init("digest", .mapping(digests)),
    ])
  }

  private var training: [DataValue.Member] {
    var members: [DataValue.Member] = [
      .init("epochs", .integer(result.losses.count)),
      .init("updates", .integer(result.updates)),
      .init("final", .mapping([.init("loss", lastLoss.map { .double($0) } ?? .null)])),
    ]
    if let epoch = result.divergedAt {
      members.append(
        .init(
          "stopped",
          .mapping([
            .init("epoch", .integer(epoch)), .init("reason", .string("not finite")),
          ])))
    }
    return members
  }

  private var digests: [DataValue.Member] {
    [.init("weights", .string(outcome.weights))]
      + (outcome.experiment.initialWeights.map {
        [.init("initial_weights", .string($0.digest))]
      } ?? [])
  }

  private static func json(_ record: LayerRecord) -> DataValue {
    var members: [DataValue.Member] = [
      .init("name", .string(record.name)), .init("type", .string(record.type)),
      .init("output_shape", record.outputShape.openShape),
      .init("parameters", .integer(record.parameterCount)),
    ]
    if !record.wrapped.isEmpty {
      members.append(.init("layers", .list(record.wrapped.map { .string($0.name) })))
    }
    return .mapping(members)
  }

  private static func json(_ expectation: Outcome.Expectation) -> DataValue {
    .mapping([
      .init("path", .string(expectation.path)), .init("expected", expectation.expected),
      .init("actual", expectation.actual), .init("passed", .boolean(expectation.passed)),
    ])
  }

  private var history: String {
    CSVText.text(
      header: ["epoch", "loss"],
      rows: result.losses.enumerated().map { [String($0.offset + 1), Self.csv($0.element)] })
  }

  /// One row a value: its indices, what was predicted and what was wanted.
  private var predictions: String {
    let shape = result.predictions.shape
    let axes = shape.rank == 2 ? ["sample", "feature"] : ["sample", "step", "feature"]
    let header =
      shape.rank <= 3 ? Array(axes.prefix(shape.rank)) : (0..<shape.rank).map { "axis\($0)" }
    let rows = result.predictions.values.indices.map { index in
      var rest = index
      var indices: [String] = []
      for size in shape.dimensions.reversed() {
        indices.append(String(rest % size))
        rest /= size
      }
      return indices.reversed() + [
        Self.csv(result.predictions.values[index]), Self.csv(outcome.target.values[index]),
      ]
    }
    return CSVText.text(header: header + ["prediction", "target"], rows: rows)
  }

  private static func csv(_ value: Double) -> String {
    NumberText.text(value) ?? NumberText.word(value)
  }

  private static func csv(_ value: Float) -> String {
    NumberText.text(value) ?? NumberText.word(Double(value))
  }
}
