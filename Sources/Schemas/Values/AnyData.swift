package import Documents
package import YAML

/// Whatever stands there: what it must be is known only where it is used.
package struct AnyData: SchemaValue, Hashable {
  package let value: DataValue

  package init(_ value: DataValue) {
    self.value = value
  }

  /// The node as plain data, by YAML 1.2's core schema.
  package init(_ node: Node) {
    self.init(node.data)
  }

  package static func decode(
    _ node: Node, _ constraint: Constraint, _ decoder: inout Decoder
  ) -> AnyData? {
    AnyData(node)
  }

  package static func type(_ constraint: Constraint) -> SchemaType { .any }

  package var encoded: DataValue { value }
}

extension Node {
  /// The node as plain data, by YAML 1.2's core schema.
  fileprivate var data: DataValue {
    switch content {
    case .sequence(let items): .list(items.map { $0.data })
    case .mapping(let entries): .mapping(entries.map { .init($0.name, $0.value.data) })
    case .scalar(let scalar): scalar.data
    }
  }
}

extension Scalar {
  fileprivate var data: DataValue {
    if isNull { return .null }
    if isText { return .string(text) }
    switch text {
    case "true", "True", "TRUE": return .boolean(true)
    case "false", "False", "FALSE": return .boolean(false)
    default: break
    }
    if let integer = CoreNumber.integer(text) { return .integer(integer) }
    return CoreNumber.number(text).map { .double($0) } ?? .string(text)
  }
}
