/// The kinds from which a file picks one: layers, optimizers, losses, sources of data.
package protocol Catalogue: Sendable {
  /// What all entries are: `any Layer`, for example.
  associatedtype Value: Sendable

  /// What messages call one entry: "layer".
  static var kind: String { get }
  /// Every entry, in the order that messages list them.
  static var entries: [CatalogueEntry<Value>] { get }
}

extension Catalogue {
  /// The catalogue as data.
  package static var description: ChoiceDescription {
    ChoiceDescription(kind: kind) { entries.map { $0.description() } }
  }
}
