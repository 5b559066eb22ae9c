/// A trained tensor of a graph.
package struct Parameter: Sendable {
  /// The layer's name, a dot and the tensor's: `lstm_1.recurrent_kernel`.
  package let name: String
  package let value: Value
  package let shape: Shape
  package let initializer: any Initializer
}
