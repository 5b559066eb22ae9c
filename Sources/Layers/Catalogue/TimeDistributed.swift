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

  package var layer = LayerSpecification(Dense())

  package init() {}

  package var wrapped: LayerSpecification? { layer }

  package func apply(
    to input: Value, in model: inout ModelBuilder
  ) throws(LayerError) -> Value {
    let shape = model.graph.shape(input)
    guard shape.rank >= 3 else {
      throw .needsTimeSteps(type: Self.title, input: shape, collapsedBy: model.timeCollapsedBy)
    }
    let step = Self.step(of: shape)
    let output = try model.add(layer, to: model.apply(Reshape(step), input))
    let inner = model.graph.shape(output).dimensions.dropFirst()
    return try model.apply(Reshape(Shape([shape[0], shape[1]] + inner)), output)
  }

  package func parameterFormula(for input: Shape) -> ParameterFormula {
    layer.layer.parameterFormula(for: Self.step(of: input))
  }

  /// Samples and time steps as one axis: what the layer sees.
  private static func step(of shape: Shape) -> Shape {
    Shape([shape[0] * shape[1]] + shape.dimensions.dropFirst(2))
  }
}
