package import Schemas

/// The optimizers that a file can name.
package enum AllOptimizers: Catalogue {
  package static let kind = "optimizer"

  package static let entries: [CatalogueEntry<any Optimizer>] = [
    entry(Adam.self),
    entry(SGD.self),
  ]

  private static func entry<Kind: Optimizer>(
    _ kind: Kind.Type
  ) -> CatalogueEntry<any Optimizer> {
    CatalogueEntry(kind) { $0 }
  }
}
