package import Documents
package import Schemas
package import YAML

/// Bounds on one number of the report.
package struct MetricBounds: Bounded {
  package static let title = "bounds"
  package static let summary =
    "Bounds on a number of the report: each a number, or the path of another, such as "
    + "`baseline.last_value` for that baseline's number of the same part and metric."
  package static let keys = boundKeys("It")

  package var below: Bound?
  package var atMost: Bound?
  package var above: Bound?
  package var atLeast: Bound?
  package var within: [Bound]?

  package init() {}

  package var bounds: MetricBounds {
    get { self }
    set { self = newValue }
  }

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
    /// The way to the limit below the bounds: `below`, `within.0`.
    package let path: String
    package let bound: Bound
    /// How messages say where a number must be: "at most".
    package let words: String
    /// Whether it limits how large a number is, not how small.
    package let isUpper: Bool
    private let allows: @Sendable (Double, Double) -> Bool

    /// Whether a number is on the right side.
    package func allows(_ number: Double, _ limit: Double) -> Bool { allows(number, limit) }

    /// The place of the limit, below that of the bounds.
    package func place(below bounds: ConfigurationPath) -> ConfigurationPath {
      bounds.appending(.key(path.split(separator: ".").first.map { String($0) } ?? path))
    }

    fileprivate init?(
      _ path: String, _ bound: Bound?, _ words: String, isUpper: Bool,
      _ allows: @escaping @Sendable (Double, Double) -> Bool
    ) {
      guard let bound else { return nil }
      self.path = path
      self.bound = bound
      self.words = words
      self.isUpper = isUpper
      self.allows = allows
    }
  }

  /// All sides that are given.
  package var sides: [Side] {
    [
      Side("below", below, "below", isUpper: true) { $0 < $1 },
      Side("at_most", atMost, "at most", isUpper: true) { $0 <= $1 },
      Side("above", above, "above", isUpper: false) { $0 > $1 },
      Side("at_least", atLeast, "at least", isUpper: false) { $0 >= $1 },
      Side("within.0", within?.first, "at least", isUpper: false) { $0 >= $1 },
      Side("within.1", within?.last, "at most", isUpper: true) { $0 <= $1 },
    ].compactMap { $0 }
  }
}

/// A mapping with the keys of bounds among its own.
package protocol Bounded: Configurable {
  var bounds: MetricBounds { get set }
}

extension Bounded {
  /// The keys of the bounds.
  ///
  /// - Parameter what: how the reference calls what they bound
  static func boundKeys(_ what: String) -> [Key<Self>] {
    [
      .optional("below", \.bounds.below, "\(what) must be smaller."),
      .optional("at_most", \.bounds.atMost, "\(what) must be smaller or equal."),
      .optional("above", \.bounds.above, "\(what) must be greater."),
      .optional("at_least", \.bounds.atLeast, "\(what) must be greater or equal."),
      .optional(
        "within", \.bounds.within, "\(what) must lie between two numbers, or be one of them."),
    ]
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
