/// What an operation of a training step was appended for, so that messages can name it.
package enum Origin: Sendable, Hashable {
  /// The forward pass of the layer of this name; of a layer inside a wrapper, the inner one.
  case layer(String)
  /// The loss and the metrics of the output of this name.
  case loss(String)
  /// The backward pass of an operation that was appended for something itself; nil: of a sum of
  /// gradients.
  indirect case gradient(Origin?)
  /// The optimizer's rule, clipping included.
  case update
}
