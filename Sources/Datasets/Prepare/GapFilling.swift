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
    decode(node, among: names, &decoder)
  }

  /// One of some methods, or a number.
  static func decode(
    _ node: Node, among names: [(name: String, value: GapFilling)], _ decoder: inout Decoder
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

  package static func type(_ constraint: Constraint) -> SchemaType { type(among: names) }

  static func type(among names: [(name: String, value: GapFilling)]) -> SchemaType {
    .either(
      .enumeration(kind: "filling", names: names.map { $0.name }), .number(.float32))
  }

  package var encoded: DataValue {
    if case .number(let number) = self { return .double(number) }
    return .string(Self.names.first { $0.value == self }?.name ?? "")
  }
}

/// What a step puts into gaps: what the source may do with them, without leaving them or their rows.
package struct StepFilling: SchemaValue, Hashable {
  let filling: GapFilling

  private static let names = GapFilling.names.filter {
    $0.value == .previous || $0.value == .linear
  }

  package static func decode(
    _ node: Node, _ constraint: Constraint, _ decoder: inout Decoder
  ) -> StepFilling? {
    GapFilling.decode(node, among: names, &decoder).map { StepFilling(filling: $0) }
  }

  package static func type(_ constraint: Constraint) -> SchemaType {
    GapFilling.type(among: names)
  }

  package var encoded: DataValue { filling.encoded }
}
