package import Engine

/// A tensor of a graph that a layer has for good: what training learns, or what a layer keeps beside
/// it, such as a moving average.
package struct Parameter: Sendable {
  /// The layer's name, a dot and the tensor's: `lstm_1.recurrent_kernel`.
  package let name: String
  package let value: Value
  package let shape: Shape
  package let initializer: any Initializer
  /// Whether gradients change it.
  package let isTrained: Bool
}

/// A way to draw the first values of a parameter.
package protocol Initializer: Sendable {
  /// The values of a tensor of this shape, row-major.
  ///
  /// - Parameter random: a stream of its own for this parameter, keyed by the experiment's seed
  ///   and the parameter's name
  func values(_ shape: Shape, from random: inout RandomStream) -> [Float]
}
