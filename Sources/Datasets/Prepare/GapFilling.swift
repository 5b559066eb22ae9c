package import Documents
package import Schemas
package import YAML

/// What becomes of gaps.
package enum GapFilling: SchemaValue, Hashable {
  /// A gap that no step of `prepare` fills is an error.
  case error
  /// The value before it.
  case previous
  /// Between its neighbours, by the rows; where the next is in another part, the value before it.
  case linear
  /// Rows with a gap are left out, before the split.
  case drop
  case number(Double)

  static let summary =
    "What becomes of gaps: `error` (unless a step of `prepare` fills them), `previous`, `linear` "
    + "between the neighbours as far as both are in the gap's part of the split, `drop` the row, or a "
    + "number."

  package static let names: [(name: String, value: GapFilling)] = [
    ("error", .error), ("previous", .previous), ("linear", .linear), ("drop", .drop),
  ]

  package static func decode(
    _ node: Node, _ constraint: Constraint, _ decoder: inout Decoder
  ) -> GapFilling? {
    if case .scalar(let scalar) = node.content {
      if let known = names.first(where: { $0.name == scalar.text }) { return known.value }
      if scalar.text.first.map({ $0.isLetter }) == true {
        decoder.report(
          .unknownChoice(name: scalar.text, kind: "filling", known: names.map { $0.name }),
          at: node.range)
        return nil
      }
    }
    return Double.decode(node, .float32, &decoder).map { .number($0) }
  }

  package static func type(_ constraint: Constraint) -> SchemaType {
    .either(
      .enumeration(kind: "filling", names: names.map { $0.name }), .number(.float32))
  }

  package var encoded: DataValue {
    if case .number(let number) = self { return .double(number) }
    return .string(Self.names.first { $0.value == self }?.name ?? "")
  }
}
