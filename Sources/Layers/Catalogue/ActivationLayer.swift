import Graphs
package import Schemas

/// A function of every element.
///
/// - Input: `[samples, …]`
/// - Output: the same shape
/// - Source: https://keras.io/api/layers/core_layers/activation/
package struct ActivationLayer: Layer {
  package static let title = "Activation"
  package static let summary = "Applies a function to every element, or along the last axis."
  package static let keys: [Key<ActivationLayer>] = [
    .required("activation", \.activation, "The function.")
  ]
  package static let shorthand: String? = "activation"
  package static let layerExamples = ActivationName.allCases.map {
    LayerExample("Activation: {activation: \($0.rawValue)}", [3, 2], gives: [3, 2])
  }

  package var activation = ActivationName.linear

  package init() {}

  package var pattern: InputPattern { .any }
  package var maskRule: MaskRule { .passes }

  package func build(
    _ inputs: [Signal], in model: inout ModelBuilder
  ) throws(LayerError) -> [Signal] {
    [Signal(try model.activate(inputs[0].value, activation))]
  }
}
