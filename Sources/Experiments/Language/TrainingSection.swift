package import Schemas
package import Training

/// How the model is trained; names and defaults as Keras's `compile` and `fit` have them.
package struct TrainingSection: Configurable {
  package static let title = "training"
  package static let summary =
    "How the model is trained, as Keras's compile and fit have it."
  package static let keys: [Key<TrainingSection>] = [
    .required("loss", \.loss, "The number that training makes small."),
    .required("optimizer", \.optimizer, "The rule that changes the parameters."),
    .required(
      "epochs", \.epochs, "How often all samples are gone through.",
      .within(1, Double(largestEpochCount))),
    .optional("batch_size", \.batchSize, "Samples an update.", .atLeast(1)),
    .optional(
      "shuffle", \.shuffles, "Whether each epoch takes the samples in a new order."),
  ]
  package static let unsupportedKeys = [
    "metrics", "validation_split", "validation_data", "callbacks", "class_weight",
    "sample_weight", "initial_epoch", "steps_per_epoch", "validation_steps", "validation_freq",
  ]

  /// The history has a row an epoch, which a person or a diff must still be able to read.
  private static let largestEpochCount = 10_000_000

  package var loss = Choice<AllLosses>(MeanSquaredError(), MeanSquaredError())
  package var optimizer = Choice<AllOptimizers>(Adam(), Adam())
  package var epochs = 1
  package var batchSize: Int = 32
  package var shuffles = true

  package init() {}
}
