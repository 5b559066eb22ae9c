package import Documents
package import YAML

/// A type that a key of an experiment file can have.
package protocol SchemaValue: Sendable {
  /// Reads a value; problems go to the decoder, and then there is no value.
  static func decode(
    _ node: Node, _ constraint: Constraint, _ decoder: inout Decoder
  ) -> Self?

  /// What the type takes, as data.
  static func type(_ constraint: Constraint) -> SchemaType

  /// The value as plain data, every default written out.
  var encoded: DataValue { get }
}
