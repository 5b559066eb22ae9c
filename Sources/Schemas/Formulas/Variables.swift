package import Documents
package import YAML

/// The numbers that formulas may use, in the order of the file. A variable may be a formula over
/// those before it.
package struct Variables: SchemaValue, Hashable {
  package struct Entry: Sendable, Hashable {
    package let name: String
    package let value: Double
  }

  /// More of them are data, and formulas would take long to look them up.
  package static let countLimit = 1000

  package private(set) var entries: [Entry] = []
  /// The names in the file whose values are not known yet.
  private var laterNames: [String] = []

  package init(_ values: [(String, Double)] = []) {
    entries = values.map { Entry(name: $0.0, value: $0.1) }
  }

  package subscript(name: String) -> Double? {
    entries.first { $0.name == name }?.value
  }

  /// Whether the variable exists but has no value yet.
  func isLater(_ name: String) -> Bool { laterNames.contains(name) }

  /// Every name in the file, also of those that have no value yet.
  var allNames: [String] { entries.map { $0.name } + laterNames }

  /// Reads the variables and makes each known to the decoder, so that those after it may use it.
  package static func decode(
    _ node: Node, _ constraint: Constraint, _ decoder: inout Decoder
  ) -> Variables? {
    guard case .mapping(let members) = node.content else {
      decoder.reportType(.mapping(keys: []), node)
      return nil
    }
    guard members.count <= countLimit else {
      decoder.report(
        .tooManyVariables(count: members.count, limit: countLimit),
        at: members[countLimit].key.range)
      return nil
    }
    let before = decoder.troubleCount
    decoder.variables.laterNames = members.map { $0.name }.filter { Formula.isName($0) }
    for member in members {
      guard Formula.isName(member.name) else {
        decoder.report(.variableName(member.name), at: member.key.range)
        continue
      }
      // A variable with a problem still exists, so that its uses are no problems of their own.
      let value = Double.decode(member.value, constraint, &decoder) ?? .nan
      decoder.variables.entries.append(Entry(name: member.name, value: value))
      decoder.variables.laterNames.removeFirst()
    }
    return decoder.troubleCount == before ? decoder.variables : nil
  }

  package static func type(_ constraint: Constraint) -> SchemaType {
    .map(.number(constraint), names: "^\(Formula.namePattern)$")
  }

  package var encoded: DataValue {
    .mapping(
      entries.map { entry in
        DataValue.Member(
          entry.name, Int(exactly: entry.value).map { .integer($0) } ?? .double(entry.value))
      })
  }
}
