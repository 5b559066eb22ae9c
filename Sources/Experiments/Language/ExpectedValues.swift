package import Documents
package import Schemas
package import YAML

/// What predictions are compared with: the target, or numbers in the file.
package enum ExpectedValues: SchemaValue {
  case target
  case values([Double])

  package static func decode(
    _ node: Node, _ constraint: Constraint, _ decoder: inout Decoder
  ) -> ExpectedValues? {
    if case .sequence = node.content {
      return [Double].decode(node, .float32, &decoder).map { .values($0) }
    }
    if case .scalar(let scalar) = node.content, scalar.text == "target" { return .target }
    decoder.reportType(.listOrText("target"), node)
    return nil
  }

  package static func type(_ constraint: Constraint) -> SchemaType {
    .either(.constant("target"), [Double].type(.float32))
  }

  package var encoded: DataValue {
    switch self {
    case .target: .string("target")
    case .values(let values): values.encoded
    }
  }
}
