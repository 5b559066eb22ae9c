/// A stack of layers as a graph: from one batch of samples to one batch of predictions.
package struct Network: Sendable {
  package var graph: Graph
  package let input: Value
  package let output: Value
  /// What a stateful layer keeps for the next batch: the state and its new value. They are assigned
  /// at the end of a run, after a backward pass has read the old ones.
  package let stateUpdates: [(state: Value, value: Value)]

  package init(
    graph: Graph, input: Value, output: Value, stateUpdates: [(state: Value, value: Value)]
  ) {
    self.graph = graph
    self.input = input
    self.output = output
    self.stateUpdates = stateUpdates
  }
}
