package import Graphs
package import Schemas

/// A piece of one axis: some samples, some time steps, or some of the features.
package struct SliceData: Transformation {
  package static let title = "slice"
  package static let summary =
    "A piece of one axis: some samples, time steps or features."
  package static let keys: [Key<SliceData>] = [
    .required("axis", \.axis, "Which axis, from zero; the samples are axis 0.", .atLeast(0)),
    .optional("start", \.start, "The first index that is kept, from zero.", .atLeast(0)),
    .required("count", \.count, "How many are kept.", .atLeast(1)),
  ]
  package static let examples = [
    "slice: {axis: 0, count: 5}", "slice: {axis: 1, start: 2, count: 3}",
  ]

  package var axis = 0
  package var start = 0
  package var count = 1

  package init() {}

  package func shape(of input: Shape) throws(DataError) -> Shape {
    guard axis < input.rank else { throw .axis(axis, of: input) }
    guard start <= input[axis], count <= input[axis] - start else {
      throw .slice(start: start, count: count, axis: axis, of: input)
    }
    return input.replacing(axis: axis, with: count)
  }

  package func apply(to data: Tensor) -> Tensor {
    let sizes = data.shape.dimensions
    let inner = sizes[(axis + 1)...].reduce(1, *)
    let length = sizes[axis] * inner
    var values: [Float] = []
    values.reserveCapacity(data.values.count / max(sizes[axis], 1) * count)
    for outer in 0..<sizes[..<axis].reduce(1, *) {
      let first = outer * length + start * inner
      values += data.values[first..<first + count * inner]
    }
    return Tensor(data.shape.replacing(axis: axis, with: count), values)
  }
}
