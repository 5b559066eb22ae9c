package import YAML

/// The numbers that formulas may use, in the order of the file. A variable may be a formula over
/// those before it.
package struct Variables: SchemaValue, Hashable {
  package struct Entry: Sendable, Hashable {
    package let name: String
    package let value: Double
  }

  package private(set) var entries: [Entry] = []

  package init(_ values: [(String, Double)] = []) {
    entries = values.map { Entry(name: $0.0, value: $0.1) }
  }

  package subscript(name: String) -> Double? {
    entries.first { $0.name == name }?.value
  }

  /// Reads the variables and makes each known to the decoder, so that those after it may use it.
  package static func decode(
    _ node: Node, _ constraint: Constraint, _ decoder: inout Decoder
  ) -> Variables? {
    guard case .mapping(let members) = node.content else {
      decoder.report(.wrongType(expected: .mapping, found: node.kindName), at: node.range)
      return nil
    }
    let before = decoder.problems.count
    for member in members {
      guard Formula.isName(member.name) else {
        decoder.report(.variableName(member.name), at: member.key.range)
        continue
      }
      // A variable with a problem still exists, so that its uses are no problems of their own.
      let value = Double.decode(member.value, constraint, &decoder) ?? .nan
      decoder.variables.entries.append(Entry(name: member.name, value: value))
    }
    return decoder.problems.count == before ? decoder.variables : nil
  }

  package static func type(_ constraint: Constraint) -> SchemaType { .map(.number(constraint)) }

  package var encoded: DataValue {
    .mapping(
      entries.map { entry in
        DataValue.Member(
          entry.name, Int(exactly: entry.value).map { .integer($0) } ?? .double(entry.value))
      })
  }
}
