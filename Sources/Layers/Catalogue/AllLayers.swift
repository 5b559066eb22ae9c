package import Schemas

/// The layers that a file can name.
package enum AllLayers: Catalogue {
  package static let kind = "layer"

  package static let entries: [CatalogueEntry<any Layer>] = [
    entry(LSTM.self),
    entry(Dense.self),
    entry(TimeDistributed.self),
    entry(Flatten.self),
    entry(Add.self),
    entry(Concatenate.self),
  ]

  private static func entry<Kind: Layer>(_ kind: Kind.Type) -> CatalogueEntry<any Layer> {
    CatalogueEntry(kind) { $0 }
  }
}
