package import Datasets
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
}
