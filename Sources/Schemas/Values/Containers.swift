package import Documents
package import YAML

extension Array: SchemaValue where Element: SchemaValue {
  package static func decode(
    _ node: Node, _ constraint: Constraint, _ decoder: inout Decoder
  ) -> [Element]? {
    guard case .sequence(let items) = node.content else {
      decoder.reportType(.list, node)
      return nil
    }
    let before = decoder.troubleCount
    let values = items.compactMap { Element.decode($0, constraint, &decoder) }
    return decoder.troubleCount == before ? values : nil
  }

  package static func type(_ constraint: Constraint) -> SchemaType {
    // Where nothing is to be listed, the key is left out.
    .list(Element.type(constraint), minimum: 1)
  }

  package var encoded: DataValue { .list(map { $0.encoded }) }
}

/// Null is a value of its own: `[null, 5]` is a shape whose first size is open.
extension Optional: SchemaValue where Wrapped: SchemaValue {
  package static func decode(
    _ node: Node, _ constraint: Constraint, _ decoder: inout Decoder
  ) -> Wrapped?? {
    if case .scalar(let scalar) = node.content, scalar.isNull, !node.isPlaceholder {
      return .some(nil)
    }
    return Wrapped.decode(node, constraint, &decoder).map { .some($0) }
  }

  package static func type(_ constraint: Constraint) -> SchemaType {
    .nullable(Wrapped.type(constraint))
  }

  package var encoded: DataValue { map { $0.encoded } ?? .null }
}
