package import Documents
package import Schemas
package import YAML

/// A setting of the only output, or one for each output by the name of its layer.
package enum ByOutput<Value: SchemaValue & OutputSetting>: SchemaValue {
  case only(Value)
  case each(KeyedValues<Value>)

  package static func decode(
    _ node: Node, _ constraint: Constraint, _ decoder: inout Decoder
  ) -> ByOutput? {
    if case .mapping(let members) = node.content, !Value.isOne(members.map { $0.name }) {
      return KeyedValues<Value>.decode(node, constraint, &decoder).map { .each($0) }
    }
    return Value.decode(node, constraint, &decoder).map { .only($0) }
  }

  package static func type(_ constraint: Constraint) -> SchemaType {
    .either(Value.type(constraint), KeyedValues<Value>.type(constraint))
  }

  package var encoded: DataValue {
    switch self {
    case .only(let value): value.encoded
    case .each(let values): values.encoded
    }
  }

  /// The setting of an output; `isOnly` where the model has no other.
  package func value(of output: String, isOnly: Bool) -> Value? {
    switch self {
    case .only(let value): isOnly ? value : nil
    case .each(let values): values.entries.first { $0.name == output }?.value
    }
  }

  /// The outputs that have a setting by name; nil: it is that of the only one.
  package var names: [String]? {
    switch self {
    case .only: nil
    case .each(let values): values.entries.map { $0.name }
    }
  }
}

/// What can be set for one output or for each by name: the two must be told apart in a file.
package protocol OutputSetting {
  /// Whether a mapping of these names is a setting itself, not settings by output.
  static func isOne(_ names: [String]) -> Bool
}

extension Choice: OutputSetting {
  /// A name of the catalogue with its arguments. One name that is near to an entry's is a slip, and
  /// reported as such.
  package static func isOne(_ names: [String]) -> Bool {
    names.count == 1 && Kinds.entries.contains { $0.name == names[0] }
  }
}

extension Array: OutputSetting where Element: SchemaValue {
  package static func isOne(_ names: [String]) -> Bool { false }
}
