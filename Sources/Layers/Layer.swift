package import Graphs
package import Schemas

/// One kind of layer: its arguments, and the operations that it appends to a graph.
///
/// A new layer is one file with this conformance and one line in `AllLayers`. Its title is Keras's
/// name for it, its keys are Keras's arguments with Keras's defaults.
package protocol Layer: Configurable {
  /// Uses of the layer that show each of its arguments that changes shapes or mathematics.
  static var layerExamples: [LayerExample] { get }

  /// The inputs that it takes. The builder refuses others before it calls `build`.
  var pattern: InputPattern { get }

  /// What it does with a mask.
  var maskRule: MaskRule { get }

  /// Outputs of other layers that it reads besides those of `from`, such as initial states:
  /// `encoder.h`. They follow the inputs.
  var stateInputs: [String] { get }

  /// The names of its outputs behind the first: others read `h` of the layer `encoder` as `encoder.h`.
  var stateOutputs: [String] { get }

  /// The layers inside a wrapper.
  var innerLayers: [LayerSpecification] { get }

  /// Appends the layer to the model and gives its outputs: the first, then one for each of
  /// `stateOutputs`.
  ///
  /// - Parameter inputs: as `pattern` says, then one for each of `stateInputs`
  func build(
    _ inputs: [Signal], in model: inout ModelBuilder
  ) throws(LayerError) -> [Signal]

  /// How many parameters the layer has for inputs of these shapes, as a formula over its own terms.
  ///
  /// - Parameter inputs: each [samples, …], shapes that `build` takes
  func parameterFormula(for inputs: [Shape]) -> ParameterFormula
}

extension Layer {
  package static var examples: [String] { layerExamples.map { $0.text } }
  package var stateInputs: [String] { [] }
  package var stateOutputs: [String] { [] }
  package var innerLayers: [LayerSpecification] { [] }

  package func parameterFormula(for inputs: [Shape]) -> ParameterFormula { .none }
}
