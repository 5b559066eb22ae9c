/// A scalar as written, not yet given a type.
package struct Scalar: Sendable, Equatable {
  /// The text after folding and escapes.
  package let text: String
  /// Whether it stands without quotes and is not a block scalar. What is not plain is a string.
  package let isPlain: Bool
  /// The explicit tag before it.
  package let tag: CoreTag?

  package init(text: String, isPlain: Bool, tag: CoreTag?) {
    self.text = text
    self.isPlain = isPlain
    self.tag = tag
  }
}
