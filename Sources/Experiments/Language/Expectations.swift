package import Documents
package import Schemas
package import YAML

/// What must come out. The counts and shapes are checked before training, the rest after it.
package struct ExpectSection: Configurable {
  package static let title = "expect"
  package static let summary =
    "What must come out; counts and shapes are checked before training, the rest after it."
  package static let keys: [Key<ExpectSection>] = [
    .optional(
      "parameters", \.parameters,
      "Parameters of a layer by its name, and of the whole model as `total`."),
    .optional(
      "output_shape", \.outputShape, "Shape of the model's output; null for the samples."),
    .optional(
      "output_shapes", \.outputShapes, "Shapes of layers' outputs by name; null for the samples."),
    .optional("loss", \.loss, "Bounds on the last epoch's loss."),
    .optional("predictions", \.predictions, "What the trained model must give."),
    .optional("samples", \.samples, "How many samples a part has: `train`, `validation`, `test`."),
    .optional(
      "metrics", \.metrics,
      "Bounds on numbers of the report by their paths: `test.accuracy`, `final.val_loss`, "
        + "`baseline.mean.test.accuracy`. A metric of a part that `evaluate` does not list is measured "
        + "for this."),
    .optional(
      "runs", \.runs,
      "What all points of a matrix together must give; then what a single one gives decides nothing."
    ),
  ]

  package var parameters = KeyedValues<Int>()
  package var outputShape: [Int?]?
  package var outputShapes = KeyedValues<[Int?]>()
  package var loss: LossExpectation?
  package var predictions: PredictionExpectation?
  package var samples: KeyedValues<Int>?
  package var metrics: KeyedValues<MetricBounds>?
  package var runs: KeyedValues<RunsExpectation>?

  package init() {}
}

/// Bounds on the last epoch's loss.
package struct LossExpectation: Configurable {
  package static let title = "loss"
  package static let summary =
    "Bounds on the last epoch's loss."
  package static let keys: [Key<LossExpectation>] = [
    .required("max", \.max, "The largest loss that is allowed.")
  ]

  package var max = 0.0

  package init() {}
}

/// What the predictions for the input must be, rounded.
package struct PredictionExpectation: Configurable {
  package static let title = "predictions"
  package static let summary =
    "What the predictions for the input must be, rounded."
  package static let keys: [Key<PredictionExpectation>] = [
    // A float32 times 10^6 is exact in float64, so rounding after it rounds once.
    .required("decimals", \.decimals, "Decimals to which both sides are rounded.", .within(0, 6)),
    .required("equal", \.equal, "`target`, or the list of values, row by row."),
  ]

  package var decimals = 0
  package var equal = ExpectedValues.target

  package init() {}
}

/// What predictions are compared with: the target, or numbers in the file.
package enum ExpectedValues: SchemaValue {
  case target
  case values([Double])

  package static func decode(
    _ node: Node, _ constraint: Constraint, _ decoder: inout Decoder
  ) -> ExpectedValues? {
    if case .sequence = node.content {
      return [Double].decode(node, .float32, &decoder).map { .values($0) }
    }
    if case .scalar(let scalar) = node.content, scalar.text == "target" { return .target }
    decoder.reportType(.listOrText("target"), node)
    return nil
  }

  package static func type(_ constraint: Constraint) -> SchemaType {
    .either(.constant("target"), [Double].type(.float32))
  }

  package var encoded: DataValue {
    switch self {
    case .target: .string("target")
    case .values(let values): values.encoded
    }
  }
}
