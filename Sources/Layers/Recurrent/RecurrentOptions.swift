package import Schemas

/// The arguments that every recurrent layer has beside those of its cell alone.
package struct RecurrentOptions: Sendable {
  package var usesBias = true
  package var kernelInitializer = Choice<AllInitializers>(GlorotUniform())
  package var recurrentInitializer = Choice<AllInitializers>(Orthogonal())
  package var biasInitializer = Choice<AllInitializers>(Zeros())
  package var kernelRegularizer: Choice<AllRegularizers>?
  package var recurrentRegularizer: Choice<AllRegularizers>?
  package var biasRegularizer: Choice<AllRegularizers>?
  package var dropout = 0.0
  package var recurrentDropout = 0.0
  package var returnsSequences = false
  package var returnsState = false
  package var goesBackwards = false
  package var isStateful = false
  package var initialState: LayerInputs?
  /// Whether masked steps give zeros instead of the output of the step before: in sequences that
  /// `Bidirectional` merges.
  var zerosMaskedOutputs = false
}

extension RecurrentLayer {
  /// The keys of the weights.
  static var weightKeys: [Key<Self>] {
    [
      .optional("use_bias", \.options.usesBias, "Whether there is a bias."),
      .optional(
        "kernel_initializer", \.options.kernelInitializer,
        "First values of W, for the transformation of x."),
      .optional(
        "recurrent_initializer", \.options.recurrentInitializer,
        "First values of U, for the transformation of h."),
      .optional("bias_initializer", \.options.biasInitializer, "First values of b."),
      .added("kernel_regularizer", \.options.kernelRegularizer, "Penalty on W, added to the loss."),
      .added(
        "recurrent_regularizer", \.options.recurrentRegularizer,
        "Penalty on U, added to the loss."),
      .added("bias_regularizer", \.options.biasRegularizer, "Penalty on b, added to the loss."),
    ]
  }

  /// The keys of the way in which it runs.
  static var recurrentKeys: [Key<Self>] {
    [
      .added(
        "dropout", \.options.dropout,
        "The share of the features that is dropped in training, the same at every step.",
        .upTo(0, 1)),
      .added(
        "recurrent_dropout", \.options.recurrentDropout,
        "The share of h that is dropped before its product with U, the same at every step.",
        .upTo(0, 1)),
      .optional(
        "return_sequences", \.options.returnsSequences,
        "Whether to give every time step, not only the last."),
      .added(
        "return_state", \.options.returnsState,
        "Whether other layers can read its last states, as "
          + stateNames.map { "`name.\($0)`" }.joined(separator: " and ") + "."),
      .added(
        "go_backwards", \.options.goesBackwards,
        "Whether to run from the last time step to the first; it gives them in that order."),
      .optional(
        "stateful", \.options.isStateful,
        "Whether sample i of a batch goes on from the state of sample i of the batch before."),
      .added(
        "initial_state", \.options.initialState,
        "The states to begin with, outputs of other layers: "
          + stateNames.map { "`encoder.\($0)`" }.joined(separator: " and ") + "."),
    ]
  }

  /// What Keras has for every recurrent layer and lstm-lab does not.
  static var unsupportedRecurrentKeys: [String] {
    [
      "seed",
      "activity_regularizer", "kernel_constraint",
      "recurrent_constraint", "bias_constraint", "unroll",
      "use_cudnn", "zero_output_for_mask", "time_major",
    ]
  }
}
