package import Documents
package import YAML

/// A choice among bare names that take no arguments.
package protocol SchemaEnumeration: SchemaValue, CaseIterable, RawRepresentable<String> {
  /// What messages call one of them: "activation".
  static var kind: String { get }
}

extension SchemaEnumeration {
  package static func decode(
    _ node: Node, _ constraint: Constraint, _ decoder: inout Decoder
  ) -> Self? {
    guard case .scalar(let scalar) = node.content, !scalar.isNull else {
      decoder.reportType(.choice(kind: kind), node)
      return nil
    }
    if let value = Self(rawValue: scalar.text) { return value }
    decoder.report(
      .unknownChoice(name: scalar.text, kind: kind, known: allCases.map { $0.rawValue }),
      at: node.range)
    return nil
  }

  package static func type(_ constraint: Constraint) -> SchemaType {
    .enumeration(kind: kind, names: allCases.map { $0.rawValue })
  }

  package var encoded: DataValue { .string(rawValue) }
}
