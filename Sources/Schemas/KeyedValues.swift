package import Documents
package import YAML

/// A mapping whose names the person chooses, such as layers' names, in the order of the file.
package struct KeyedValues<Value: SchemaValue>: SchemaValue {
  package struct Entry: Sendable {
    package let name: String
    package let value: Value

    package init(name: String, value: Value) {
      self.name = name
      self.value = value
    }
  }

  package private(set) var entries: [Entry]

  package init(_ entries: [Entry] = []) {
    self.entries = entries
  }

  package static func decode(
    _ node: Node, _ constraint: Constraint, _ decoder: inout Decoder
  ) -> KeyedValues? {
    guard case .mapping(let members) = node.content else {
      decoder.reportType(.mapping(keys: []), node)
      return nil
    }
    var result = KeyedValues()
    let before = decoder.troubleCount
    for member in members {
      if let value = Value.decode(member.value, constraint, &decoder) {
        result.entries.append(Entry(name: member.name, value: value))
      }
    }
    return decoder.troubleCount == before ? result : nil
  }

  package static func type(_ constraint: Constraint) -> SchemaType {
    .map(Value.type(constraint))
  }

  package var encoded: DataValue {
    .mapping(entries.map { DataValue.Member($0.name, $0.value.encoded) })
  }
}
