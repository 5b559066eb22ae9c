package import Documents
package import Schemas
package import YAML

/// The columns of a file to keep: names of number columns, or names with types.
package struct CSVColumns: SchemaValue {
  package struct Entry: Sendable {
    package let name: String
    package let kind: ColumnKind
  }

  package private(set) var entries: [Entry]
  private let isList: Bool

  /// Names with types.
  package init(kinds: [(name: String, kind: ColumnKind)]) {
    self.init(entries: kinds.map { Entry(name: $0.name, kind: $0.kind) }, isList: false)
  }

  private init(entries: [Entry], isList: Bool) {
    self.entries = entries
    self.isList = isList
  }

  var names: [String] { entries.map { $0.name } }

  package static func decode(
    _ node: Node, _ constraint: Constraint, _ decoder: inout Decoder
  ) -> CSVColumns? {
    if case .mapping = node.content {
      return KeyedValues<ColumnKind>.decode(node, constraint, &decoder).map { kinds in
        CSVColumns(
          entries: kinds.entries.map { Entry(name: $0.name, kind: $0.value) }, isList: false)
      }
    }
    guard let names = [String].decode(node, constraint, &decoder) else { return nil }
    for (index, name) in names.enumerated() where names[..<index].contains(name) {
      decoder.report(.name(name, reserved: Array(names[..<index])), at: node.range)
      return nil
    }
    return CSVColumns(
      entries: names.map { Entry(name: $0, kind: .number) }, isList: true)
  }

  package static func type(_ constraint: Constraint) -> SchemaType {
    .either([String].type(constraint), KeyedValues<ColumnKind>.type(constraint))
  }

  package var encoded: DataValue {
    isList
      ? names.encoded
      : .mapping(entries.map { DataValue.Member($0.name, $0.kind.encoded) })
  }
}
