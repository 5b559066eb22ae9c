/// The kinds from which a file picks one: layers, optimizers, losses, sources of data.
package protocol Catalogue: Sendable {
  /// What all entries are: `any Layer`, for example.
  associatedtype Value: Sendable

  /// What messages call one entry: "layer".
  static var kind: String { get }
  /// Every entry, in the order that messages list them.
  static var entries: [CatalogueEntry<Value>] { get }
}
