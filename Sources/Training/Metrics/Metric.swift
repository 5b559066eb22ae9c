package import Schemas

/// What is measured beside the loss: its mean over all rows of an epoch, masked ones left out. A new
/// one is one file and one line in `AllMetrics`.
package protocol Metric: Measure {}

/// The metrics that a file can name.
package enum AllMetrics: Catalogue {
  package static let kind = "metric"

  package static let entries: [CatalogueEntry<any Metric>] = [
    entry(MeanSquaredError.self),
    entry(MeanAbsoluteError.self),
  ]

  private static func entry<Kind: Metric>(_ kind: Kind.Type) -> CatalogueEntry<any Metric> {
    CatalogueEntry(kind) { $0 }
  }
}
