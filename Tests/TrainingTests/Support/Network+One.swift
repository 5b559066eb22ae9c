import Graphs

extension Network {
  /// A network of one input and one output.
  init(
    graph: Graph, input: Value, output: Value,
    stateUpdates: [(state: Value, value: Value)] = []
  ) {
    self.init(
      graph: graph, inputs: [NetworkInput(name: "input", value: input)],
      outputs: [NetworkOutput(name: "output", value: output, mask: nil)],
      stateUpdates: stateUpdates.map { StateUpdate(state: $0.state, value: $0.value) })
  }
}
