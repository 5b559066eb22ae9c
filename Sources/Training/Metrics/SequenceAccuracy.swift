import Engine
package import Graphs
package import Schemas

/// How often every step of a sequence is right.
package struct SequenceAccuracy: Metric {
  package static let title = "sequence_accuracy"
  package static let summary =
    "How often every step of a sequence has the target's class: of one column by a threshold of 0.5, else "
    + "the largest."
  package static let keys: [Key<SequenceAccuracy>] = []
  package static let examples = ["sequence_accuracy"]

  package init() {}

  package var countsSamples: Bool { true }

  package func targetForm(for prediction: Shape) -> TargetForm {
    Accuracy().targetForm(for: prediction)
  }

  package func terms(
    prediction: Value, target: Value, in graph: inout Graph
  ) throws(ShapeError) -> Terms {
    let right = try Accuracy().terms(prediction: prediction, target: target, in: &graph).values
    let samples = graph.shape(right)[0]
    let steps = graph.shape(right).elementCount / samples
    let rows = try graph.apply(Reshape([samples, steps]), right)
    let wrong = try graph.apply(Evaluate(1 - .x, operands: 1, named: Self.title), rows)
    let zeros = try graph.append(Zeros(shape: [steps, 1]), [])[0]
    let ones = try graph.apply(Evaluate(.x + 1, operands: 1, named: Self.title), zeros)
    // Whole numbers, which float32 adds up exactly.
    let count = try graph.apply(Gemm(), wrong, ones)
    return Terms(
      .value, try graph.apply(Evaluate(.select(.x, 0, 1), operands: 1, named: Self.title), count))
  }
}
