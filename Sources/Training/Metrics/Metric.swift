package import Schemas

/// What is measured beside the loss: its mean over all rows of an epoch, masked ones left out. A new
/// one is one file and one line in `AllMetrics`.
package protocol Metric: Measure {
  /// Whether it counts whole samples, so that it cannot leave out masked steps.
  var countsSamples: Bool { get }
}

extension Metric {
  package var countsSamples: Bool { false }
}

/// The metrics that a file can name.
package enum AllMetrics: Catalogue {
  package static let kind = "metric"

  private static let kinds: [any Metric.Type] = [
    Accuracy.self,
    BinaryAccuracy.self,
    CategoricalAccuracy.self,
    SparseCategoricalAccuracy.self,
    SequenceAccuracy.self,
    MeanSquaredError.self,
    MeanAbsoluteError.self,
    Huber.self,
    BinaryCrossentropy.self,
    CategoricalCrossentropy.self,
    SparseCategoricalCrossentropy.self,
  ]

  package static let entries = kinds.map { entry($0) }

  private static func entry<Kind: Metric>(_ kind: Kind.Type) -> CatalogueEntry<any Metric> {
    CatalogueEntry(kind) { $0 }
  }
}
