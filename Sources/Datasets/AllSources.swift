package import Schemas

/// The sources of data that a file can name.
package enum AllSources: Catalogue {
  package static let kind = "data source"

  package static let entries: [CatalogueEntry<any DataSource>] = [
    entry(Ramp.self),
    entry(ListedValues.self),
  ]

  private static func entry<Kind: DataSource>(
    _ kind: Kind.Type
  ) -> CatalogueEntry<any DataSource> {
    CatalogueEntry(kind) { $0 }
  }
}
