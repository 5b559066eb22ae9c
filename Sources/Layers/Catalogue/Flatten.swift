import Graphs
package import Schemas

/// Each sample as one row of features.
///
/// - Input: `[samples, …]`
/// - Output: `[samples, product of the other axes]`
/// - Parameters: `0`
/// - Source: https://keras.io/api/layers/reshaping_layers/flatten/
package struct Flatten: Layer {
  package static let title = "Flatten"
  package static let summary =
    "Each sample as one row of features."
  package static let keys: [Key<Flatten>] = []
  package static let unsupportedKeys = ["data_format"]

  package static let layerExamples = [
    LayerExample("Flatten", [6, 4], gives: [24]),
    LayerExample("Flatten", [5], gives: [5]),
    LayerExample("Flatten", [2, 3, 4], gives: [24]),
  ]

  package init() {}

  package var pattern: InputPattern { .any }
  package var maskRule: MaskRule { .refuses }

  package func build(
    _ inputs: [Signal], in model: inout ModelBuilder
  ) throws(LayerError) -> [Signal] {
    let shape = model.graph.shape(inputs[0].value)
    let features = Shape(Array(shape.dimensions.dropFirst())).elementCount
    return [Signal(try model.apply(Reshape([shape[0], features]), inputs[0].value))]
  }
}
