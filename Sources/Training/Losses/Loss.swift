package import Graphs
package import Schemas

/// A number that training makes small. A new one is one file and one line in `AllLosses`.
package protocol Loss: Configurable {
  /// Appends the loss of a batch: one float64.
  ///
  /// - Parameters:
  ///   - prediction: [samples, …]
  ///   - target: of the same shape; nothing is broadcast
  func apply(
    prediction: Value, target: Value, in graph: inout Graph
  ) throws(ShapeError) -> Value
}

/// The losses that a file can name.
package enum AllLosses: Catalogue {
  package static let kind = "loss"

  package static let entries: [CatalogueEntry<any Loss>] = [
    entry(MeanSquaredError.self)
  ]

  private static func entry<Kind: Loss>(_ kind: Kind.Type) -> CatalogueEntry<any Loss> {
    CatalogueEntry(kind) { $0 }
  }
}
