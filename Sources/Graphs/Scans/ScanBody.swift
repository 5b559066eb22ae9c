import Engine

/// What a recurrent cell does at one time step: a graph from a step's slices and the states before it
/// to the states behind it.
///
/// The batch is that of the graph around it. Nothing in it lasts, and it changes nothing.
package struct ScanBody: Sendable {
  package var graph: Graph
  /// A step's slices of the sequences, [batch, …].
  package private(set) var sequences: [Value] = []
  /// The states before the step, float32 [batch, …].
  package private(set) var states: [Value] = []
  /// What is the same at every step, such as weights. Only products and biases send gradients to it.
  package private(set) var constants: [Value] = []
  /// Those constants that are the same for all samples; the others are [batch, …].
  private(set) var sharedConstants: [Value] = []
  /// The states behind the step, one for each of `states`, each computed in the body.
  package private(set) var nextStates: [Value] = []
  /// What the step gives, [batch, …], computed in the body.
  package private(set) var outputs: [Value] = []

  package init(batch: Int) {
    graph = Graph(batch: batch)
  }

  /// A sequence's slice at the step.
  ///
  /// - Parameter type: of the slice, [batch, …]
  package mutating func sequence(_ name: String, _ type: TensorType) -> Value {
    sequences.append(graph.input(name, type))
    return sequences[sequences.count - 1]
  }

  package mutating func state(_ name: String, _ shape: Shape) -> Value {
    states.append(graph.input(name, shape))
    return states[states.count - 1]
  }

  /// What is the same at every step.
  ///
  /// - Parameter isPerSample: whether it is [batch, …], and a sample reads its own row alone
  package mutating func constant(
    _ name: String, _ type: TensorType, isPerSample: Bool = false
  ) -> Value {
    let value = graph.input(name, type)
    constants.append(value)
    if !isPerSample { sharedConstants.append(value) }
    return value
  }

  /// Says what the step gives, once the body is complete.
  package mutating func finish(nextStates: [Value], outputs: [Value]) {
    precondition(nextStates.count == states.count)
    for (state, next) in zip(states, nextStates) {
      precondition(graph[state].type == graph[next].type, "a state keeps its type")
    }
    precondition((nextStates + outputs).allSatisfy { graph[$0].storage == .computed })
    self.nextStates = nextStates
    self.outputs = outputs
  }

  /// What the step takes, in the order in which `Scan` takes it.
  var inputs: [Value] { sequences + states + constants }

  /// The values that the body computes, views left out.
  var computed: [Value] {
    graph.nodes.flatMap { $0.operation.isView ? [] : $0.outputs }
  }
}
