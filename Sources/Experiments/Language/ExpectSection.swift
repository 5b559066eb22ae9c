package import Schemas

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
  ]

  package var parameters = KeyedValues<Int>()
  package var outputShape: [Int?]?
  package var outputShapes = KeyedValues<[Int?]>()
  package var loss: LossExpectation?
  package var predictions: PredictionExpectation?

  package init() {}
}
