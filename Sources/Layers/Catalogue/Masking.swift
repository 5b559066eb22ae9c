import Graphs
package import Schemas

/// Masks the time steps whose features all are one number, as sequences of unequal length are padded.
///
/// - Input: `[samples, time steps, features]`
/// - Output: the same, with zeros at masked steps, and a mask
/// - Source: https://keras.io/api/layers/core_layers/masking/
package struct Masking: Layer {
  package static let title = "Masking"
  package static let summary =
    "Masks the time steps at which every feature is one number, so that later layers skip them."
  package static let keys: [Key<Masking>] = [
    .optional("mask_value", \.maskValue, "What every feature of a masked step is.")
  ]

  package static let layerExamples = [
    LayerExample("Masking", [3, 2], gives: [3, 2]),
    LayerExample("Masking: {mask_value: -1}", [3, 2], gives: [3, 2]),
  ]

  package var maskValue = 0.0

  package init() {}

  package var pattern: InputPattern { .sequence }
  package var maskRule: MaskRule { .uses }

  package func build(
    _ inputs: [Signal], in model: inout ModelBuilder
  ) throws(LayerError) -> [Signal] {
    let input = inputs[0].value
    let mask = try model.apply(Differs(from: Float(maskValue)), input)
    return [Signal(try model.apply(Select(), mask, input, nil), mask: mask)]
  }
}
