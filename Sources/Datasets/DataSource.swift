package import Schemas

/// Where an experiment's numbers come from. A new source is one file and one line in `AllSources`.
package protocol DataSource: Configurable {
  /// How many numbers it gives; known before any is made.
  var count: Int { get }

  /// The numbers, `count` of them.
  func values() -> [Float]
}

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
