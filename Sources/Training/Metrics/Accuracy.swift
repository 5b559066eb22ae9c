package import Graphs
package import Schemas

/// How often the prediction is right: binary accuracy for one column, sparse categorical accuracy for
/// labels, else categorical accuracy, as Keras resolves the name.
///
/// - Source: https://keras.io/api/metrics/accuracy_metrics/
package struct Accuracy: Metric {
  package static let title = "accuracy"
  package static let summary =
    "How often the prediction is right: of one column by a threshold of 0.5, else by the largest class."
  package static let keys: [Key<Accuracy>] = []
  package static let examples = ["accuracy"]

  package init() {}

  package func targetForm(for prediction: Shape) -> TargetForm {
    prediction.dimensions.last == 1
      ? BinaryAccuracy().targetForm(for: prediction)
      : TargetForm(prediction, .classes)
  }

  package func terms(
    prediction: Value, target: Value, in graph: inout Graph
  ) throws(ShapeError) -> Terms {
    if graph.shape(prediction).dimensions.last == 1 {
      return try BinaryAccuracy().terms(prediction: prediction, target: target, in: &graph)
    }
    return Terms(.value, try graph.apply(ClassMatch(), prediction, target))
  }
}

/// How many elements lie on the same side of a threshold as the target says.
///
/// - Source: https://keras.io/api/metrics/accuracy_metrics/
package struct BinaryAccuracy: Metric, ElementwiseMeasure {
  package static let title = "binary_accuracy"
  package static let summary =
    "How many predictions lie on the side of a threshold that the target says."
  package static let keys: [Key<BinaryAccuracy>] = [
    .optional("threshold", \.threshold, "Above it a prediction counts as 1.", .within(0, 1))
  ]
  package static let examples = ["binary_accuracy", "binary_accuracy: {threshold: 0.3}"]
  package static let unsupportedKeys = ["name", "dtype"]

  package var threshold = 0.5

  package init() {}

  package var expression: Expression {
    .select((.x > .constant(Float(threshold))) - .y, 0, 1)
  }
}

/// How often the largest prediction of a row is at the target's largest place.
package struct CategoricalAccuracy: Metric {
  package static let title = "categorical_accuracy"
  package static let summary = "How often the largest class is that of a one-hot target."
  package static let keys: [Key<CategoricalAccuracy>] = []
  package static let examples = ["categorical_accuracy"]
  package static let unsupportedKeys = ["name", "dtype"]

  package init() {}

  package func targetForm(for prediction: Shape) -> TargetForm { TargetForm(prediction) }

  package func terms(
    prediction: Value, target: Value, in graph: inout Graph
  ) throws(ShapeError) -> Terms {
    Terms(.value, try graph.apply(ClassMatch(), prediction, target))
  }
}

/// How often the largest prediction of a row is at the target's label.
package struct SparseCategoricalAccuracy: Metric {
  package static let title = "sparse_categorical_accuracy"
  package static let summary = "How often the largest class is the label."
  package static let keys: [Key<SparseCategoricalAccuracy>] = []
  package static let examples = ["sparse_categorical_accuracy"]
  package static let unsupportedKeys = ["name", "dtype"]

  package init() {}

  package func targetForm(for prediction: Shape) -> TargetForm {
    SparseCategoricalCrossentropy().targetForm(for: prediction)
  }

  package func terms(
    prediction: Value, target: Value, in graph: inout Graph
  ) throws(ShapeError) -> Terms {
    Terms(.value, try graph.apply(ClassMatch(), prediction, target))
  }
}
