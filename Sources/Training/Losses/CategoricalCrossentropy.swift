package import Graphs
package import Schemas

/// The mean over rows of −Σ y log p, for rows of targets y that are one class, or probabilities.
///
/// A row of predictions is divided by its sum and clipped to 1e-7 … 1 − 1e-7, as in Keras; from logits
/// nothing is clipped.
///
/// - Source: https://keras.io/api/losses/probabilistic_losses/
package struct CategoricalCrossentropy: Loss, Metric {
  package static let title = "categorical_crossentropy"
  package static let summary =
    "The cross-entropy of rows of targets, one-hot or probabilities, and predicted classes."
  package static let keys: [Key<CategoricalCrossentropy>] = [
    .optional("from_logits", \.fromLogits, "Whether predictions are logits, not probabilities."),
    .optional(
      "label_smoothing", \.labelSmoothing, "How far targets are moved towards equal classes.",
      .within(0, 1)),
  ]
  package static let examples = [
    "categorical_crossentropy",
    "categorical_crossentropy: {from_logits: true, label_smoothing: 0.1}",
    "categorical_crossentropy: {label_smoothing: 1}",
  ]
  package static let unsupportedKeys = ["axis", "reduction", "name", "dtype"]

  package var fromLogits = false
  package var labelSmoothing = 0.0

  package init() {}

  package func targetForm(for prediction: Shape) -> TargetForm {
    TargetForm(prediction, .distribution)
  }

  package func terms(
    prediction: Value, target: Value, in graph: inout Graph
  ) throws(ShapeError) -> Terms {
    let classes = graph.shape(prediction).dimensions.last ?? 1
    let smoothing = Float(labelSmoothing)
    let y =
      smoothing == 0
      ? .y : .y * .constant(1 - smoothing) + .constant(smoothing / Float(classes))
    return try Self.terms(prediction, target, y, fromLogits, in: &graph)
  }

  /// - Parameter y: the target as an expression of what is given
  static func terms(
    _ prediction: Value, _ target: Value, _ y: Expression, _ fromLogits: Bool, in graph: inout Graph
  ) throws(ShapeError) -> Terms {
    let rows = try graph.apply(
      fromLogits ? LogSoftmax() as any Operation : Normalize(), prediction)
    let log: Expression = fromLogits ? .x : .log(.clippedProbability(.x))
    let terms = try graph.apply(Evaluate(-(y * log), operands: 2, named: title), rows, target)
    return Terms(.value, terms, isMeanOfColumns: false)
  }
}

/// `CategoricalCrossentropy` for targets that are labels: whole numbers from 0.
///
/// - Source: https://keras.io/api/losses/probabilistic_losses/
package struct SparseCategoricalCrossentropy: Loss, Metric {
  package static let title = "sparse_categorical_crossentropy"
  package static let summary =
    "The cross-entropy of labels, numbered from 0, and predicted classes."
  package static let keys: [Key<SparseCategoricalCrossentropy>] = [
    .optional("from_logits", \.fromLogits, "Whether predictions are logits, not probabilities.")
  ]
  package static let examples = [
    "sparse_categorical_crossentropy", "sparse_categorical_crossentropy: {from_logits: true}",
  ]
  package static let unsupportedKeys = ["ignore_class", "axis", "reduction", "name", "dtype"]

  package var fromLogits = false

  package init() {}

  package func targetForm(for prediction: Shape) -> TargetForm {
    let last = prediction.rank - 1
    return TargetForm(
      prediction.replacing(axis: last, with: 1), .labels(classes: prediction[last]))
  }

  package func terms(
    prediction: Value, target: Value, in graph: inout Graph
  ) throws(ShapeError) -> Terms {
    let rows = try graph.oneHot(target, like: prediction)
    return try CategoricalCrossentropy.terms(prediction, rows, .y, fromLogits, in: &graph)
  }
}

extension Graph {
  /// Labels [rows…] or [rows…, 1] as rows of the shape of a prediction.
  mutating func oneHot(_ labels: Value, like prediction: Value) throws(ShapeError) -> Value {
    let shape = self.shape(prediction)
    let flat = try apply(Reshape(Shape(Array(shape.dimensions.dropLast()))), labels)
    return try apply(OneHot(classes: shape.dimensions.last ?? 1), flat)
  }
}
