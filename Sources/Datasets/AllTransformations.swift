package import Schemas

/// The transformations that a file can name.
package enum AllTransformations: Catalogue {
  package static let kind = "transformation"

  package static let entries: [CatalogueEntry<any Transformation>] = [
    entry(ReshapeData.self),
    entry(SliceData.self),
  ]

  private static func entry<Kind: Transformation>(
    _ kind: Kind.Type
  ) -> CatalogueEntry<any Transformation> {
    CatalogueEntry(kind) { $0 }
  }
}
