import Graphs
package import Schemas

/// The same numbers, row by row, under another shape; the first axis counts the samples.
package struct ReshapeData: NumberTransformation {
  package static let title = "reshape"
  package static let summary =
    "The same numbers, row by row, under another shape."
  package static let keys: [Key<ReshapeData>] = [
    .required(
      "shape", \.sizes, "The sizes of the axes, the samples first; null for as many as there are.",
      .atLeast(1))
  ]
  package static let examples = ["reshape: [5, 1, 1]", "reshape: [null, 1, 12]"]
  package static let shorthand: String? = "shape"

  package var sizes: [Int?] = []

  package init() {}

  package func apply(
    to samples: Samples, _ context: inout SampleContext
  ) throws(DataError) -> Samples {
    guard !sizes.isEmpty else { throw .noAxes }
    guard samples.lengths == nil else { throw .ragged(step: Self.title) }
    let known = Shape(sizes.map { $0 ?? 1 }).elementCount
    let open = sizes.filter { $0 == nil }.count
    guard open <= 1 else { throw .openSizes }
    // One open size follows from the others.
    let free = known > 0 ? samples.values.count / known : 0
    let shape = Shape(sizes.map { $0 ?? free })
    guard samples.shape.elementCount == shape.elementCount else {
      throw .elementCount(from: samples.shape, to: shape)
    }
    return samples.reshaped(shape)
  }
}
