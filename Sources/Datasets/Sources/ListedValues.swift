package import Schemas

/// The numbers that stand in the file.
package struct ListedValues: DataSource {
  package static let title = "values"
  package static let summary =
    "The numbers that stand in the file."
  package static let keys: [Key<ListedValues>] = [
    .required("values", \.listed, "The numbers.", .float32)
  ]
  package static let examples = ["values: [0, 0.5, 1]"]
  package static let shorthand: String? = "values"

  package var listed: [Double] = []

  package init() {}

  package var count: Int? { listed.count }

  package func load(_ context: SourceContext) -> SourceData { .series(listed) }
}
