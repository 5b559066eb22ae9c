/// A stack of layers as a graph: from one batch of samples to one batch of predictions.
package struct Network: Sendable {
  package var graph: Graph
  package let inputs: [NetworkInput]
  package let outputs: [NetworkOutput]
  /// What layers keep for the next batch. It is assigned at the end of a run, after a backward pass
  /// has read the old values.
  package let stateUpdates: [StateUpdate]

  package init(
    graph: Graph, inputs: [NetworkInput], outputs: [NetworkOutput], stateUpdates: [StateUpdate]
  ) {
    precondition(!inputs.isEmpty && !outputs.isEmpty, "a network leads from something to something")
    self.graph = graph
    self.inputs = inputs
    self.outputs = outputs
    self.stateUpdates = stateUpdates
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

/// A value that lasts, and what it becomes at the end of a run.
package struct StateUpdate: Sendable, Hashable {
  package let state: Value
  package let value: Value

  package init(state: Value, value: Value) {
    self.state = state
    self.value = value
  }
}
