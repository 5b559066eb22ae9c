package import Graphs
package import Schemas

/// The same layer, with the same parameters, at every time step.
///
///     y[t] = layer(x[t])
///
/// - Input: `[samples, time steps, …]`
/// - Output: `[samples, time steps, …]`
/// - Parameters: those of the layer, once
/// - Source: https://keras.io/api/layers/recurrent_layers/time_distributed/
package struct TimeDistributed: Layer {
  package static let title = "TimeDistributed"
  package static let summary =
    "The same layer, with the same parameters, at every time step."
  package static let keys: [Key<TimeDistributed>] = [
    .required("layer", \.layer, "The layer to apply to each time step.")
  ]

  package static let layerExamples = [
    LayerExample(
      "TimeDistributed: {layer: {Dense: {units: 3, name: inner}}}", [6, 4], gives: [6, 3],
      parameters: 15),
    LayerExample(
      "TimeDistributed: {layer: {Dense: {units: 3}}}", [2, 6, 4], gives: [2, 6, 3], parameters: 15),
    LayerExample("TimeDistributed: {layer: Flatten}", [2, 6, 4], gives: [2, 24]),
    LayerExample(
      "TimeDistributed: {layer: {LSTM: {units: 1}}}", [2, 6, 4], gives: [2, 1], parameters: 24),
  ]

  package var layer = LayerSpecification(Dense())

  package init() {}

  package var pattern: InputPattern { .steps }
  package var maskRule: MaskRule { .passes }
  package var innerLayers: [LayerSpecification] { [layer] }

  package func build(
    _ inputs: [Signal], in model: inout ModelBuilder
  ) throws(LayerError) -> [Signal] {
    let shape = model.graph.shape(inputs[0].value)
    let steps = Signal(try model.apply(Reshape(Self.step(of: shape)), inputs[0].value))
    let output = try model.addInner(layer, to: [steps], allowsState: false)[0].value
    let inner = model.graph.shape(output).dimensions.dropFirst()
    return [Signal(try model.apply(Reshape(Shape([shape[0], shape[1]] + inner)), output))]
  }

  package func parameterFormula(for inputs: [Shape]) -> ParameterFormula {
    layer.layer.parameterFormula(for: [Self.step(of: inputs[0])])
  }

  /// Samples and time steps as one axis: what the layer sees.
  private static func step(of shape: Shape) -> Shape {
    Shape([shape[0] * shape[1]] + shape.dimensions.dropFirst(2))
  }
}
