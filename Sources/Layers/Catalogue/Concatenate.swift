import Graphs
package import Schemas

/// Several inputs behind one another along an axis.
///
/// - Input: two or more of `[samples, …]`, the same but for the axis
/// - Output: `[samples, …]`, the axis as long as those of all inputs together
/// - Parameters: `0`
/// - Source: https://keras.io/api/layers/merging_layers/concatenate/
package struct Concatenate: Layer {
  package static let title = "Concatenate"
  package static let summary =
    "Several inputs behind one another along an axis."
  package static let keys: [Key<Concatenate>] = [
    .optional(
      "axis", \.axis, "The axis, from 1; the samples are axis 0. Negative counts from the end.")
  ]

  package var axis = -1

  package init() {}

  package var pattern: InputPattern { .several }
  package var maskRule: MaskRule { .passes }

  package func build(
    _ inputs: [Signal], in model: inout ModelBuilder
  ) throws(LayerError) -> [Signal] {
    let shapes = inputs.map { model.graph.shape($0.value) }
    let rank = shapes[0].rank
    let place = axis < 0 ? rank + axis : axis
    guard place >= 1, place < rank else {
      throw .axis(type: Self.title, axis: axis, shape: shapes[0])
    }
    guard
      shapes.allSatisfy({
        $0.rank == rank
          && $0.replacing(axis: place, with: 1) == shapes[0].replacing(axis: place, with: 1)
      })
    else { throw .unequalInputs(type: Self.title, shapes: shapes, .allButAxis) }
    return [Signal(try model.applyAll(Concat(axis: place), inputs.map { $0.value })[0])]
  }
}
