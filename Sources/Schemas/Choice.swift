package import Documents
package import YAML

/// One entry of a catalogue, as a file picks it: `Name: {arguments}`, or the bare name.
package struct Choice<Kinds: Catalogue>: SchemaValue {
  /// The entry's name.
  package let name: String
  package let value: Kinds.Value
  private let arguments: DataValue

  /// - Parameter value: an entry of the catalogue
  package init<Entry: Configurable>(_ value: Entry, _ wrapped: Kinds.Value) {
    name = Entry.title
    self.value = wrapped
    arguments = value.encoded
  }

  private init(name: String, value: Kinds.Value) {
    self.name = name
    self.value = value
    arguments = (value as? any Configurable)?.encoded ?? .mapping([])
  }

  /// The entry of this name with every argument at its default; nil where there is none, or where one
  /// must be given.
  package init?(named name: String) {
    let parsed = Parser.parse(Source(name: name, bytes: Array(name.utf8)))
    guard let node = parsed.root else { return nil }
    var decoder = Decoder()
    guard let choice = Choice.decode(node, .none, &decoder) else { return nil }
    self = choice
  }

  package static func decode(
    _ node: Node, _ constraint: Constraint, _ decoder: inout Decoder
  ) -> Choice? {
    guard let picked = pick(node, &decoder) else { return nil }
    return picked.entry.decode(picked.tag, picked.arguments, [], &decoder)
      .map { Choice(name: picked.entry.name, value: $0) }
  }

  /// Finds the entry that a node names; reports a name that is none.
  package static func pick(
    _ node: Node, _ decoder: inout Decoder
  ) -> (entry: CatalogueEntry<Kinds.Value>, tag: Node, arguments: Node?)? {
    let tag: Node
    let arguments: Node?
    switch node.content {
    case .scalar(let scalar) where !scalar.isNull:
      (tag, arguments) = (node, nil)
    case .mapping(let entries) where entries.count == 1:
      (tag, arguments) = (entries[0].key, entries[0].value)
    case .mapping(let entries) where entries.count > 1:
      decoder.report(.severalChoices(kind: Kinds.kind, count: entries.count), at: node.range)
      return nil
    default:
      decoder.reportType(.choice(kind: Kinds.kind), node)
      return nil
    }
    guard case .scalar(let scalar) = tag.content,
      let entry = Kinds.entries.first(where: { $0.name == scalar.text })
    else {
      let name = if case .scalar(let scalar) = tag.content { scalar.text } else { "" }
      decoder.report(
        .unknownChoice(name: name, kind: Kinds.kind, known: Kinds.entries.map { $0.name }),
        at: tag.range)
      return nil
    }
    return (entry, tag, arguments)
  }

  package static func type(_ constraint: Constraint) -> SchemaType { .choice(Kinds.description) }

  package var encoded: DataValue { .mapping([DataValue.Member(name, arguments)]) }
}
