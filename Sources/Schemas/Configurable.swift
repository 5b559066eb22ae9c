package import Documents
package import YAML

/// A mapping of keys: a layer's arguments, the `training` section, the whole experiment.
package protocol Configurable: SchemaValue {
  /// As messages name it: `LSTM`, `training`.
  static var title: String { get }
  /// What it is, in one sentence.
  static var summary: String { get }
  /// Its keys, in the order of the resolved echo.
  static var keys: [Key<Self>] { get }
  /// Arguments that Keras has here and lstm-lab does not.
  static var unsupportedKeys: [String] { get }
  /// Ways to write an entry of a catalogue, each read, written and read again by the contract tests.
  static var examples: [String] { get }
  /// The key that takes a value given without a mapping, as in `reshape: [5, 1]`.
  static var shorthand: String? { get }
  /// The key of a file that brings what this one leaves out: with it nothing is required.
  static var inheritanceKey: String? { get }

  /// The value with every default.
  init()

  /// Reports what no single key shows, such as one of two that must be given.
  ///
  /// - Parameter names: the keys that the mapping has
  func checkTogether(_ names: [String], of node: Node, _ decoder: inout Decoder)
}

extension Configurable {
  package static var unsupportedKeys: [String] { [] }
  package static var examples: [String] { [] }
  package static var shorthand: String? { nil }
  package static var inheritanceKey: String? { nil }
  package func checkTogether(_ names: [String], of node: Node, _ decoder: inout Decoder) {}

  package static func decode(
    _ node: Node, _ constraint: Constraint, _ decoder: inout Decoder
  ) -> Self? {
    decode(node, besides: [], &decoder)
  }

  /// Reads a mapping whose members named in `besides` belong to somebody else.
  package static func decode(
    _ node: Node, besides others: [String], _ decoder: inout Decoder
  ) -> Self? {
    let before = decoder.troubleCount
    var result = Self()
    switch node.content {
    case .mapping(let entries):
      reportUnknown(entries, besides: others, &decoder)
      decodeMembers(entries, of: node, into: &result, &decoder)
    case .scalar(let scalar) where scalar.isNull && !node.isPlaceholder:
      decodeMembers([], of: node, into: &result, &decoder)
    default:
      if let shorthand, let key = keys.first(where: { $0.name == shorthand }) {
        key.decode(node, &result, &decoder)
      } else {
        decoder.reportType(.mapping(keys: keys.map { $0.name }), node)
      }
    }
    return decoder.troubleCount == before ? result : nil
  }

  /// Reads a mapping as far as it goes.
  ///
  /// - Returns: the value, and the names of the keys that could not be read or are missing; their
  ///   properties have their defaults
  package static func decodeParts(
    _ node: Node, _ decoder: inout Decoder
  ) -> (value: Self, troubled: Set<String>) {
    var result = Self()
    guard case .mapping(let entries) = node.content else {
      decoder.reportType(.mapping(keys: keys.map { $0.name }), node)
      return (result, Set(keys.map { $0.name }))
    }
    reportUnknown(entries, besides: [], &decoder)
    let troubled = decodeMembers(entries, of: node, into: &result, &decoder)
    return (result, troubled)
  }

  /// The value of a bare name: every argument at its default.
  package static func decodeBare(_ node: Node, _ decoder: inout Decoder) -> Self? {
    var result = Self()
    let before = decoder.troubleCount
    decodeMembers([], of: node, into: &result, &decoder)
    return decoder.troubleCount == before ? result : nil
  }

  /// Reads this type's members of a mapping that is shared with another type.
  package static func decodeOwn(_ node: Node, _ decoder: inout Decoder) -> Self? {
    guard case .mapping(let entries) = node.content else { return Self() }
    let before = decoder.troubleCount
    var result = Self()
    decodeMembers(entries, of: node, into: &result, &decoder)
    return decoder.troubleCount == before ? result : nil
  }

  /// Gives the names of the keys that had a problem.
  @discardableResult
  private static func decodeMembers(
    _ entries: [Node.Entry], of node: Node, into result: inout Self, _ decoder: inout Decoder
  ) -> Set<String> {
    var troubled: Set<String> = []
    let owner = decoder.owner
    for key in keys {
      let before = decoder.troubleCount
      defer { if decoder.troubleCount > before { troubled.insert(key.name) } }
      if let entry = entries.first(where: { $0.name == key.name }) {
        decoder.owner = entry.key.range
        key.decode(entry.value, &result, &decoder)
      } else if key.isRequired {
        decoder.report(
          .missingKey(name: key.name, owner: title, summary: key.summary),
          at: owner ?? node.range)
      }
    }
    let before = decoder.troubleCount
    decoder.owner = owner
    result.checkTogether(entries.map { $0.name }, of: node, &decoder)
    if decoder.troubleCount > before { troubled.formUnion(keys.map { $0.name }) }
    return troubled
  }

  private static func reportUnknown(
    _ entries: [Node.Entry], besides others: [String], _ decoder: inout Decoder
  ) {
    let known = keys.map { $0.name } + others
    for entry in entries where !known.contains(entry.name) {
      if unsupportedKeys.contains(entry.name) {
        decoder.report(.unsupportedKey(name: entry.name, owner: title), at: entry.key.range)
      } else {
        decoder.report(
          .unknownKey(name: entry.name, owner: title, known: known), at: entry.key.range)
      }
    }
  }

  /// The type as data.
  package static var description: ObjectDescription {
    ObjectDescription(
      title: title, summary: summary, members: keys.map { $0.description }, shorthand: shorthand,
      inheritanceKey: inheritanceKey, examples: examples)
  }

  package static func type(_ constraint: Constraint) -> SchemaType { .object(description) }

  package var encoded: DataValue {
    .mapping(
      Self.keys.compactMap { key in key.encode(self).map { DataValue.Member(key.name, $0) } })
  }
}
