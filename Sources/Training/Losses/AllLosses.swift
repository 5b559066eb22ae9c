package import Schemas

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
