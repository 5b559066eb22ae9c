import Graphs
package import Schemas

/// The sum of several inputs of one shape, element by element, added in the order of `from`.
///
/// - Input: two or more of `[samples, …]`, all the same
/// - Output: `[samples, …]`
/// - Parameters: `0`
/// - Source: https://keras.io/api/layers/merging_layers/add/
package struct Add: Layer {
  package static let title = "Add"
  package static let summary =
    "The sum of several inputs of one shape, element by element."
  package static let keys: [Key<Add>] = []

  package static let layerExamples = [
    LayerExample("Add", reads: 2, [2, 3], gives: [2, 3])
  ]

  package init() {}

  package var pattern: InputPattern { .several }
  package var maskRule: MaskRule { .passes }

  package func build(
    _ inputs: [Signal], in model: inout ModelBuilder
  ) throws(LayerError) -> [Signal] {
    let shapes = inputs.map { model.graph.shape($0.value) }
    guard shapes.allSatisfy({ $0 == shapes[0] }) else {
      throw .unequalInputs(type: Self.title, shapes: shapes, .shape)
    }
    var sum = inputs[0].value
    for input in inputs.dropFirst() { sum = try model.apply(Graphs.Add(), sum, input.value) }
    return [Signal(sum)]
  }
}
