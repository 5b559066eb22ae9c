package import Engine

/// A stack of layers as a graph: from one batch of samples to one batch of predictions.
package struct Network: Sendable {
  package var graph: Graph
  package let inputs: [NetworkInput]
  package let outputs: [NetworkOutput]
  /// What layers keep for the next batch. It is assigned at the end of a run, after a backward pass
  /// has read the old values.
  package let stateUpdates: [StateUpdate]
  /// What regularizers add to the loss.
  package let penalties: [Penalty]
  /// Whether it would be another one for predictions than for training.
  package let dependsOnMode: Bool

  package init(
    graph: Graph, inputs: [NetworkInput], outputs: [NetworkOutput], stateUpdates: [StateUpdate],
    penalties: [Penalty] = [], dependsOnMode: Bool = false
  ) {
    precondition(!inputs.isEmpty && !outputs.isEmpty, "a network leads from something to something")
    self.graph = graph
    self.inputs = inputs
    self.outputs = outputs
    self.stateUpdates = stateUpdates
    self.penalties = penalties
    self.dependsOnMode = dependsOnMode
  }

  /// The only input, or the first.
  package var input: Value { inputs[0].value }

  /// The only output, or the first.
  package var output: Value { outputs[0].value }
}

/// What a network takes, [samples, …], by the name that the file gives it.
package struct NetworkInput: Sendable, Hashable {
  package let name: String
  package let value: Value

  package init(name: String, value: Value) {
    self.name = name
    self.value = value
  }
}

/// What a network gives, [samples, …], by the name of the layer that gives it.
package struct NetworkOutput: Sendable, Hashable {
  package let name: String
  package let value: Value
  /// Which time steps count, bool [samples, steps]; nil: all of them.
  package let mask: Value?

  package init(name: String, value: Value, mask: Value?) {
    self.name = name
    self.value = value
    self.mask = mask
  }
}

/// What a regularizer adds to the loss: factor times the sum of squares or magnitudes of a value.
package struct Penalty: Sendable, Hashable {
  package let value: Value
  package let reduction: KernelCall.Reduction
  package let factor: Double

  package init(_ reduction: KernelCall.Reduction, of value: Value, factor: Double) {
    self.value = value
    self.reduction = reduction
    self.factor = factor
  }
}

/// A value that lasts, and what it becomes at the end of a run.
package struct StateUpdate: Sendable, Hashable {
  package let state: Value
  package let value: Value

  package init(state: Value, value: Value) {
    self.state = state
    self.value = value
  }
}

/// Whether a network is built for training or for predictions.
package enum Mode: Sendable, Hashable, CaseIterable {
  /// Dropout drops, and a normalization takes the moments of the batch.
  case training
  /// For validation and predictions.
  case inference
}
