import Graphs
package import Schemas

/// The numbers of each sample on one axis.
package struct FlattenData: NumberTransformation {
  package static let title = "flatten"
  package static let summary = "The numbers of each sample on one axis: [samples, numbers]."
  package static let keys: [Key<FlattenData>] = []
  package static let examples = ["flatten"]

  package init() {}

  package func apply(
    to samples: Samples, _ context: inout SampleContext
  ) throws(DataError) -> Samples {
    guard samples.lengths == nil else { throw .ragged(step: Self.title) }
    return samples.reshaped([samples.count, samples.shape.dimensions.dropFirst().reduce(1, *)])
  }
}
