package import Graphs
package import Schemas

/// What adds a penalty on a parameter to the loss, in training and validation. A new one is one file
/// and one line in `AllRegularizers`.
package protocol Regularizer: Configurable {
  /// The penalties on a value: each a factor times a sum over its elements.
  func penalties(on value: Value) -> [Penalty]
}

/// The regularizers that a layer's arguments can name.
package enum AllRegularizers: Catalogue {
  package static let kind = "regularizer"

  package static let entries: [CatalogueEntry<any Regularizer>] = [
    entry(L1.self),
    entry(L2.self),
    entry(L1L2.self),
  ]

  private static func entry<Kind: Regularizer>(
    _ kind: Kind.Type
  ) -> CatalogueEntry<any Regularizer> {
    CatalogueEntry(kind) { $0 }
  }
}
