package import Graphs

/// One use of a layer and what it must give, worked out by hand from the layer's definition. The
/// contract tests build, differentiate and train it; the reference page shows its text.
package struct LayerExample: Sendable {
  /// As a file writes it.
  package let text: String
  /// How many inputs it reads: the same one as often.
  package let inputs: Int
  /// The shape of a sample.
  package let sample: Shape
  /// The shape of a sample's output.
  package let output: Shape
  /// All parameters, those that are not trained included.
  package let parameters: Int
  package let nonTrainable: Int
  /// The samples hold whole numbers from zero up to, but without, this one; nil: any numbers.
  package let classes: Int?

  package init(
    _ text: String, reads inputs: Int = 1, _ sample: Shape, gives output: Shape,
    parameters: Int = 0,
    nonTrainable: Int = 0, classes: Int? = nil
  ) {
    self.text = text
    self.inputs = inputs
    self.sample = sample
    self.output = output
    self.parameters = parameters
    self.nonTrainable = nonTrainable
    self.classes = classes
  }
}
