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

  package static let layerExamples = [
    LayerExample("Concatenate", reads: 2, [2, 3], gives: [2, 6]),
    LayerExample("Concatenate: {axis: 1}", reads: 3, [2, 3], gives: [6, 3]),
  ]

  package var axis = -1

  package init() {}

  package var pattern: InputPattern { .several }
  package var maskRule: MaskRule { .uses }

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
    let output = try model.applyAll(Concat(axis: place), inputs.map { $0.value })[0]
    return [Signal(output, mask: try mask(of: inputs, axis: place, in: &model))]
  }

  /// Joined time steps have the joined masks; other joined axes have the mask that all inputs have.
  private func mask(
    of inputs: [Signal], axis: Int, in model: inout ModelBuilder
  ) throws(LayerError) -> Value? {
    let masks = inputs.compactMap { $0.mask }
    if masks.isEmpty { return nil }
    guard masks.count == inputs.count, axis == 1 || masks.allSatisfy({ $0 == masks[0] }) else {
      throw .unequalMasks(type: Self.title)
    }
    return axis == 1 ? try model.applyAll(Concat(axis: 1), masks)[0] : masks[0]
  }
}
