import Graphs
package import Schemas

/// A piece of one axis: some samples, some time steps, or some of the features.
package struct SliceData: NumberTransformation {
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

  package func apply(
    to samples: Samples, _ context: inout SampleContext
  ) throws(DataError) -> Samples {
    let shape = samples.shape
    guard samples.lengths == nil else { throw .ragged(step: Self.title) }
    guard axis < shape.rank else { throw .axis(axis, of: shape) }
    guard start <= shape[axis], count <= shape[axis] - start else {
      throw .slice(start: start, count: count, axis: axis, of: shape)
    }
    let columns =
      axis == shape.rank - 1
      ? samples.columns.map { Array($0[start..<start + count]) } : samples.columns
    return samples.picked(axis: axis, Array(start..<start + count), columns: columns)
  }
}

extension Samples {
  /// Some indices of one axis.
  func picked(axis: Int, _ indices: [Int], columns: [String]?) -> Samples {
    let sizes = shape.dimensions
    let inner = sizes[(axis + 1)...].reduce(1, *)
    let length = sizes[axis] * inner
    var sources: [Int32] = []
    sources.reserveCapacity(values.count / max(sizes[axis], 1) * indices.count)
    for outer in 0..<sizes[..<axis].reduce(1, *) {
      for index in indices {
        let first = outer * length + index * inner
        sources += (first..<first + inner).map { Int32($0) }
      }
    }
    return gathered(shape.replacing(axis: axis, with: indices.count), sources, columns: columns)
  }
}
