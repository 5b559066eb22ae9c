import Documents
import YAML

/// One key of a mapping, declared once: its name, the property it sets, what it allows and one
/// sentence. Decoding, the resolved echo, the JSON Schema and the
/// reference page read this declaration.
package struct Key<Root: Configurable>: Sendable {
  package let name: String
  /// One sentence for the person who writes the file.
  package let summary: String
  package let isRequired: Bool
  let decode: @Sendable (Node, inout Root, inout Decoder) -> Void
  let encode: @Sendable (Root) -> DataValue?
  private let standard: @Sendable () -> DataValue?
  private let type: @Sendable () -> SchemaType

  private init<Value: SchemaValue>(
    _ name: String, _ property: any WritableKeyPath<Root, Value> & Sendable,
    _ constraint: Constraint,
    isRequired: Bool, isEchoed: Bool = true, _ summary: String
  ) {
    self.name = name
    self.summary = summary
    self.isRequired = isRequired
    decode = { node, root, decoder in
      guard let value = Value.decode(node, constraint, &decoder) else { return }
      root[keyPath: property] = value
    }
    // A value that is not there is left out, which reads back as the same.
    encode = { root in
      let value = root[keyPath: property].encoded
      return value == .null || (!isEchoed && value == Root()[keyPath: property].encoded)
        ? nil : value
    }
    standard = { isRequired ? nil : Root()[keyPath: property].encoded }
    type = { Value.type(constraint) }
  }

  /// The key as data.
  var description: ObjectDescription.Member {
    let standard = standard()
    return ObjectDescription.Member(
      name: name, summary: summary, isRequired: isRequired, type: type(),
      standard: standard == .null ? nil : standard)
  }

  /// A key that must be given.
  package static func required<Value: SchemaValue>(
    _ name: String, _ property: any WritableKeyPath<Root, Value> & Sendable,
    _ summary: String, _ constraint: Constraint = .none
  ) -> Key {
    Key(name, property, constraint, isRequired: true, summary)
  }

  /// A key that may be left out; then the property keeps its Swift default.
  package static func optional<Value: SchemaValue>(
    _ name: String, _ property: any WritableKeyPath<Root, Value> & Sendable,
    _ summary: String, _ constraint: Constraint = .none
  ) -> Key {
    Key(name, property, constraint, isRequired: false, summary)
  }

  /// An optional key that its owner did not have in the first version. The echo shows it only where it
  /// is not the default, so that reports committed before keep their bytes.
  package static func added<Value: SchemaValue>(
    _ name: String, _ property: any WritableKeyPath<Root, Value> & Sendable,
    _ summary: String, _ constraint: Constraint = .none
  ) -> Key {
    Key(name, property, constraint, isRequired: false, isEchoed: false, summary)
  }
}
