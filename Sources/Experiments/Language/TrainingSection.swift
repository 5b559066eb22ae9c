package import Schemas
package import Training

/// How the model is trained; names and defaults as Keras's `compile` and `fit` have them.
package struct TrainingSection: Configurable {
  package static let title = "training"
  package static let summary =
    "How the model is trained, as Keras's compile and fit have it."
  package static let keys: [Key<TrainingSection>] = [
    .required(
      "loss", \.loss,
      "The quantity that training minimizes; for several outputs one each, by the layer's name."),
    .optional(
      "loss_weights", \.lossWeights, "Factors of the outputs' losses in the total, by name; 1."),
    .required("optimizer", \.optimizer, "The rule that changes the parameters."),
    .required(
      "epochs", \.epochs, "How often all samples are gone through.",
      .within(1, Double(largestEpochCount))),
    .optional("batch_size", \.batchSize, "Samples an update.", .atLeast(1)),
    .optional(
      "shuffle", \.shuffles, "Whether each epoch takes the samples in a new order."),
    .optional(
      "metrics", \.metrics,
      "What is measured beside the loss, a column of the history each; for several outputs by name."
    ),
    .optional(
      "callbacks", \.callbacks, "What may change the learning rate or end the training early."),
    .optional(
      "reset_states", \.resetStates,
      "When the states of stateful layers become zero: before each `epoch` and before predictions, "
        + "or `never`, as Keras does by itself."),
  ]
  package static let unsupportedKeys = [
    "validation_split", "validation_data", "class_weight",
    "sample_weight", "initial_epoch", "steps_per_epoch", "validation_steps", "validation_freq",
  ]

  /// The history has a row an epoch, which a person or a diff must still be able to read.
  private static let largestEpochCount = 10_000_000

  package var loss = ByOutput.only(Choice<AllLosses>(MeanSquaredError(), MeanSquaredError()))
  package var lossWeights: KeyedValues<Double>?
  package var optimizer = Choice<AllOptimizers>(Adam(), Adam())
  package var epochs = 1
  package var batchSize: Int = 32
  package var shuffles = true
  package var metrics: ByOutput<[Choice<AllMetrics>]>?
  package var callbacks: [Choice<AllCallbacks>]?
  package var resetStates: StateReset?

  package init() {}
}

/// When the states of stateful layers become zero again.
package enum StateReset: String, SchemaEnumeration, Sendable {
  case epoch, never

  package static let kind = "reset"

  /// As training has it.
  package var setting: TrainingSettings.StateReset {
    switch self {
    case .epoch: .epoch
    case .never: .never
    }
  }
}
