package import Documents
package import Schemas
package import YAML

/// The layers that a layer takes its input from: one name, or a list of them.
package struct LayerInputs: SchemaValue {
  package let names: [String]

  package static func decode(
    _ node: Node, _ constraint: Constraint, _ decoder: inout Decoder
  ) -> LayerInputs? {
    if case .sequence(let items) = node.content, !items.isEmpty {
      return [String].decode(node, constraint, &decoder).map { LayerInputs(names: $0) }
    }
    return String.decode(node, constraint, &decoder).map { LayerInputs(names: [$0]) }
  }

  package static func type(_ constraint: Constraint) -> SchemaType {
    .either(.string, .list(.string))
  }

  package var encoded: DataValue {
    names.count == 1 ? .string(names[0]) : names.encoded
  }
}
