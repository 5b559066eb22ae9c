import Graphs
package import Schemas

/// Drops a share of the elements at random while it is trained, and makes up for it in the others; gives
/// its input unchanged otherwise.
///
/// Which elements are dropped follows from the seed, the layer's name and the step.
///
/// - Input: `[samples, …]`
/// - Output: the same shape
/// - Source: Srivastava et al. 2014, https://jmlr.org/papers/v15/srivastava14a.html;
///   https://keras.io/api/layers/regularization_layers/dropout/
package struct Dropout: Layer {
  package static let title = "Dropout"
  package static let summary =
    "Drops a share of the elements at random in training, so that no unit relies on another."
  package static let keys: [Key<Dropout>] = [
    .required("rate", \.rate, "The share that is dropped.", .upTo(0, 1))
  ]
  package static let shorthand: String? = "rate"
  package static let unsupportedKeys = ["noise_shape", "seed"]
  package static let layerExamples = [
    LayerExample("Dropout: {rate: 0.5}", [3, 4], gives: [3, 4]),
    LayerExample("Dropout: {rate: 0}", [5], gives: [5]),
  ]

  package var rate = 0.5

  package init() {}

  package var pattern: InputPattern { .any }
  package var maskRule: MaskRule { .passes }

  package func build(
    _ inputs: [Signal], in model: inout ModelBuilder
  ) throws(LayerError) -> [Signal] {
    let input = inputs[0].value
    let mask = try model.dropoutMask(model.graph.shape(input), rate: rate)
    guard let mask else { return [Signal(input)] }
    return [Signal(try model.apply(Mul(), input, mask))]
  }
}
