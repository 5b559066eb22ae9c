package import Documents
package import YAML

extension String: SchemaValue {
  package static func decode(
    _ node: Node, _ constraint: Constraint, _ decoder: inout Decoder
  ) -> String? {
    guard case .scalar(let scalar) = node.content, !scalar.isNull else {
      decoder.reportType(.string, node)
      return nil
    }
    return scalar.text
  }

  package static func type(_ constraint: Constraint) -> SchemaType { .string }

  package var encoded: DataValue { .string(self) }
}

extension Bool: SchemaValue {
  package static func decode(
    _ node: Node, _ constraint: Constraint, _ decoder: inout Decoder
  ) -> Bool? {
    if case .scalar(let scalar) = node.content, !scalar.isText {
      if ["true", "True", "TRUE"].contains(scalar.text) { return true }
      if ["false", "False", "FALSE"].contains(scalar.text) { return false }
    }
    decoder.reportType(.boolean, node)
    return nil
  }

  package static func type(_ constraint: Constraint) -> SchemaType { .boolean }

  package var encoded: DataValue { .boolean(self) }
}
