package import Graphs
package import Schemas

/// The same numbers, row by row, under another shape; the first axis counts the samples.
package struct ReshapeData: Transformation {
  package static let title = "reshape"
  package static let summary =
    "The same numbers, row by row, under another shape."
  package static let keys: [Key<ReshapeData>] = [
    .required("shape", \.sizes, "The sizes of the axes, the samples first.", .atLeast(1))
  ]
  package static let examples = ["reshape: [5, 1, 1]"]
  package static let shorthand: String? = "shape"

  package var sizes: [Int] = []

  package init() {}

  package func shape(of input: Shape) throws(DataError) -> Shape {
    guard !sizes.isEmpty else { throw .noAxes }
    let shape = Shape(sizes)
    guard input.elementCount == shape.elementCount else {
      throw .elementCount(from: input, to: shape)
    }
    return shape
  }

  package func apply(to data: Tensor) -> Tensor {
    Tensor(Shape(sizes), data.values)
  }
}
