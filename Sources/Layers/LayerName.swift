package import Documents
package import Schemas
package import YAML

/// A name that a file gives to a layer: letters, digits, `_`, `-` and `.`, as `from`, expectations
/// and files of weights write it.
package struct LayerName: SchemaValue {
  package let text: String

  /// What names mean already: the model's input, and the sum of all parameters.
  package static let reserved = [LayerNames.input, "total"]

  package static func decode(
    _ node: Node, _ constraint: Constraint, _ decoder: inout Decoder
  ) -> LayerName? {
    guard let text = String.decode(node, constraint, &decoder) else { return nil }
    let isUsable =
      !text.isEmpty
      && text.unicodeScalars.allSatisfy { scalar in
        scalar.isASCII
          && (scalar.properties.isAlphabetic || "0123456789_-.".unicodeScalars.contains(scalar))
      }
    guard isUsable, !reserved.contains(text) else {
      decoder.report(.name(text, reserved: reserved), at: node.range)
      return nil
    }
    return LayerName(text: text)
  }

  package static func type(_ constraint: Constraint) -> SchemaType { .string }

  package var encoded: DataValue { .string(text) }
}
