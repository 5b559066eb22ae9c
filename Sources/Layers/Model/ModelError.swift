/// A layer that cannot be built, and which one it is.
package struct ModelError: Error, Sendable {
  /// The layer's place in the stack, from zero; nil if the stack as a whole is meant.
  package let index: Int?
  package let name: String
  package let error: LayerError
  /// The layers before it.
  package let before: [LayerRecord]
}
