package import Schemas

/// The numbers i / length for i = 0, 1, …, length − 1, each divided in float64 and rounded once.
package struct Ramp: DataSource {
  package static let title = "ramp"
  package static let summary =
    "The numbers i / length for i from 0 to length - 1."
  package static let keys: [Key<Ramp>] = [
    .required("length", \.length, "How many numbers.", .atLeast(1))
  ]
  package static let examples = ["ramp: {length: 5}"]

  package var length = 1

  package init() {}

  package var count: Int? { length }

  package func load(_ context: SourceContext) -> SourceData {
    .series((0..<length).map { Double($0) / Double(length) })
  }
}
