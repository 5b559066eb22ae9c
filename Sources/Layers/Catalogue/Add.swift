package import Graphs
package import Schemas

/// The sum of several inputs of one shape, element by element, added in the order of `from`.
///
/// - Input: two or more of `[samples, …]`, all the same
/// - Output: `[samples, …]`
/// - Parameters: `0`
/// - Source: https://keras.io/api/layers/merging_layers/add/
package struct Add: MergeLayer {
  package static let title = "Add"
  package static let summary =
    "The sum of several inputs of one shape, element by element."
  package static let keys: [Key<Add>] = []

  package init() {}

  package func apply(
    toAll inputs: [Value], in model: inout ModelBuilder
  ) throws(LayerError) -> Value {
    let shapes = inputs.map { model.graph.shape($0) }
    guard shapes.allSatisfy({ $0 == shapes[0] }) else {
      throw .unequalInputs(type: Self.title, shapes: shapes)
    }
    var sum = inputs[0]
    for input in inputs.dropFirst() { sum = try model.apply(Graphs.Add(), sum, input) }
    return sum
  }
}
