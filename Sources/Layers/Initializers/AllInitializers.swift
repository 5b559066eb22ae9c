package import Graphs
package import Schemas

/// The initializers that a layer's arguments can name.
package enum AllInitializers: Catalogue {
  package static let kind = "initializer"

  package static let entries: [CatalogueEntry<any Initializer>] = [
    entry(GlorotUniform.self),
    entry(Orthogonal.self),
    entry(RandomUniform.self),
    entry(Zeros.self),
    entry(Ones.self),
    entry(Constant.self),
  ]

  private static func entry<Kind: Initializer & Configurable>(
    _ kind: Kind.Type
  ) -> CatalogueEntry<any Initializer> {
    CatalogueEntry(kind) { $0 }
  }
}

extension Choice where Kinds == AllInitializers {
  /// The choice that a file would write as this initializer's name.
  init<Kind: Initializer & Configurable>(_ kind: Kind) {
    self.init(kind, kind)
  }
}
