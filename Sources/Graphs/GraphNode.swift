/// One operation of a graph with the values it takes and gives.
package struct GraphNode: Sendable {
  package let operation: any Operation
  /// Nil is an optional input left out.
  package let inputs: [Value?]
  package let outputs: [Value]

  /// An input that the operation always has.
  package func input(_ index: Int) -> Value {
    guard let value = inputs[index] else { preconditionFailure("input \(index) is required") }
    return value
  }
}
