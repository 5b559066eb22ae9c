package import YAML

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

/// One line of a catalogue: a name and the way to read and write its arguments.
package struct CatalogueEntry<Value: Sendable>: Sendable {
  package let name: String
  /// Reads the arguments; nil stands for a bare name at the given node. The members named in the
  /// list belong to somebody else.
  package let decode: @Sendable (Node, Node?, [String], inout Decoder) -> Value?
  /// The entry's arguments, as data.
  package let description: @Sendable () -> ObjectDescription

  /// - Parameters:
  ///   - type: the type of the entry's arguments; its title is the entry's name
  ///   - wrap: makes the catalogue's value of it
  package init<Entry: Configurable>(
    _ type: Entry.Type, _ wrap: @escaping @Sendable (Entry) -> Value
  ) {
    name = Entry.title
    description = { Entry.description }
    decode = { tag, arguments, others, decoder in
      decoder.owner = tag.range
      let entry =
        if let arguments {
          Entry.decode(arguments, besides: others, &decoder)
        } else {
          Entry.decodeBare(tag, &decoder)
        }
      return entry.map(wrap)
    }
  }
}
