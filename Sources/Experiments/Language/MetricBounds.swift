package import Documents
package import Schemas
package import YAML

/// Bounds on one number of the report.
package struct MetricBounds: Configurable {
  package static let title = "bounds"
  package static let summary =
    "Bounds on a number of the report: each a number, or the path of another, such as "
    + "`baseline.last_value` for that baseline's number of the same part and metric."
  package static let keys: [Key<MetricBounds>] = [
    .optional("below", \.below, "It must be smaller."),
    .optional("at_most", \.atMost, "It must be smaller or equal."),
    .optional("above", \.above, "It must be greater."),
    .optional("at_least", \.atLeast, "It must be greater or equal."),
    .optional("within", \.within, "It must lie between two numbers, or be one of them."),
  ]

  package var below: Bound?
  package var atMost: Bound?
  package var above: Bound?
  package var atLeast: Bound?
  package var within: [Bound]?

  package init() {}

  package func checkTogether(_ names: [String], of node: Node, _ decoder: inout Decoder) {
    // An unknown name was told of before: it is one of these, misspelt.
    if names.isEmpty {
      decoder.report(
        .missingKey(name: "below", owner: Self.title, summary: Self.summary),
        at: decoder.owner ?? node.range)
    }
    if let within, within.count != 2, let value = node.entry("within")?.value {
      decoder.report(
        .outOfRange(value: "\(within.count) numbers", constraint: .within(2, 2)), at: value.range)
    }
  }

  /// One side of the bounds.
  package struct Side: Sendable {
    /// The key that it stands under.
    package let key: String
    package let bound: Bound
    private let allows: @Sendable (Double, Double) -> Bool

    /// Whether a number is on the right side.
    package func allows(_ number: Double, _ limit: Double) -> Bool { allows(number, limit) }

    fileprivate init?(
      _ key: String, _ bound: Bound?, _ allows: @escaping @Sendable (Double, Double) -> Bool
    ) {
      guard let bound else { return nil }
      self.key = key
      self.bound = bound
      self.allows = allows
    }
  }

  /// How messages say on which side of a bound a number must be.
  ///
  /// - Parameter key: that of the bound
  package static func words(_ key: String) -> String {
    switch key {
    case "below", "above": key
    case "at_most": "at most"
    case "at_least": "at least"
    default: "on its side of"
    }
  }

  /// All sides that are given.
  package var sides: [Side] {
    [
      Side("below", below) { $0 < $1 }, Side("at_most", atMost) { $0 <= $1 },
      Side("above", above) { $0 > $1 }, Side("at_least", atLeast) { $0 >= $1 },
      Side("within", within?.first) { $0 >= $1 }, Side("within", within?.last) { $0 <= $1 },
    ].compactMap { $0 }
  }
}

/// A number, or the path of one in the report.
package enum Bound: SchemaValue, Hashable {
  case number(Double)
  case path(String)

  package static func decode(
    _ node: Node, _ constraint: Constraint, _ decoder: inout Decoder
  ) -> Bound? {
    if case .scalar(let scalar) = node.content, scalar.text.first?.isLetter == true {
      return .path(scalar.text)
    }
    return Double.decode(node, constraint, &decoder).map { .number($0) }
  }

  package static func type(_ constraint: Constraint) -> SchemaType {
    .either(.number(constraint), .string)
  }

  package var encoded: DataValue {
    switch self {
    case .number(let number): .double(number)
    case .path(let path): .string(path)
    }
  }

  /// The path of the other number: `baseline.last_value` stands for that baseline's number of the same
  /// part and metric.
  ///
  /// - Parameter path: of the number that is bounded: `test.accuracy`
  package func path(beside path: String) -> String? {
    guard case .path(let other) = self else { return nil }
    let parts = other.split(separator: ".")
    return parts.count == 2 && parts[0] == "baseline" ? "\(other).\(path)" : other
  }
}

extension KeyedValues<MetricBounds>.Entry {
  /// Whether it or one of its bounds is a number of a baseline.
  func names(_ baseline: String) -> Bool {
    let paths = [name] + value.sides.compactMap { $0.bound.path(beside: name) }
    return paths.contains { ReportPath($0)?.baseline == baseline }
  }
}
