package import Datasets
import Graphs
package import Schemas

/// The samples: one source of numbers, shaped twice.
package struct DataSection: Configurable {
  package static let title = "data"
  package static let summary =
    "The samples: one source of numbers, shaped twice."
  package static let keys: [Key<DataSection>] = [
    .required("source", \.source, "Where the numbers come from."),
    .required("input", \.input, "How the numbers become the model's input."),
    .required("target", \.target, "How the numbers become what the model must give."),
  ]

  package var source = Choice<AllSources>(Ramp(), Ramp())
  package var input = Transformations()
  package var target = Transformations()

  package init() {}

  /// The memory for the source's numbers, the input and the target at once: the shapes of all
  /// samples. In bytes, exact enough for sizes that no integer holds.
  func bytes(input: Shape, target: Shape) -> Double {
    4 * (Double(source.value.count) + Double(input.elementCount) + Double(target.elementCount))
  }
}
