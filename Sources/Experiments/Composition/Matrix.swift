import Schemas
import YAML

/// The product of lists of values, less what is excluded, and what is included: as CI systems'
/// matrices work.
struct Matrix: Sendable {
  /// More points than anybody waits for, and than a folder of reports holds well.
  static let pointLimit = 1_000_000

  private struct Axis: Sendable {
    let name: String
    let keyRange: SourceRange
    let values: [Node]
  }

  private let axes: [Axis]
  /// The combinations of the axes that are left, as numbers in the product; nil: all of them.
  private let kept: [Int]?
  /// What an inclusion adds to a combination, by its place among those that are left.
  private let additions: [Int: [MatrixPoint.Setting]]
  /// Points of their own.
  private let extra: [MatrixPoint]

  /// The points.
  var count: Int { productCount + extra.count }

  private var productCount: Int {
    axes.isEmpty ? 0 : kept?.count ?? axes.reduce(1) { $0 * $1.values.count }
  }

  /// One point; the last key of the file changes fastest.
  subscript(index: Int) -> MatrixPoint {
    guard index < productCount else { return extra[index - productCount] }
    let settings = settings(ofCombination: kept?[index] ?? index)
    return MatrixPoint(settings: settings + (additions[index] ?? []))
  }

  private func settings(ofCombination number: Int) -> [MatrixPoint.Setting] {
    Self.settings(of: axes, number)
  }

  private static func settings(of axes: [Axis], _ number: Int) -> [MatrixPoint.Setting] {
    var rest = number
    var settings: [MatrixPoint.Setting] = []
    for axis in axes.reversed() {
      settings.append(
        MatrixPoint.Setting(
          name: axis.name, keyRange: axis.keyRange,
          value: axis.values[rest % axis.values.count]))
      rest /= axis.values.count
    }
    return settings.reversed()
  }

  /// Reads a `matrix:` section.
  ///
  /// - Parameters:
  ///   - node: the section
  ///   - decoder: takes the problems of ranges' numbers
  init(_ node: Node, _ decoder: inout Decoder) throws(CompositionProblem) {
    guard case .mapping(let entries) = node.content else {
      throw CompositionProblem(.matrixForm, at: node.range)
    }
    var axes: [Axis] = []
    for entry in entries where entry.name != "exclude" && entry.name != "include" {
      let values = try Self.values(entry, &decoder)
      axes.append(Axis(name: entry.name, keyRange: entry.key.range, values: values))
    }
    self.axes = axes
    let product = axes.reduce(1.0) { $0 * Double($1.values.count) }
    guard product <= Double(Self.pointLimit) else {
      throw CompositionProblem(
        .tooManyPoints(product: Double.spell(product), limit: Self.pointLimit), at: node.range)
    }
    let total = axes.isEmpty ? 0 : Int(product)
    let exclusions = try Self.mappings(node.entry("exclude"))
    for exclusion in exclusions {
      for entry in exclusion where !axes.contains(where: { $0.name == entry.name }) {
        throw CompositionProblem(
          .unknownAxis(name: entry.name, known: axes.map { $0.name }), at: entry.key.range)
      }
    }
    let kept: [Int]? =
      exclusions.isEmpty
      ? nil
      : (0..<total).filter { number in
        let settings = Self.settings(of: axes, number)
        return !exclusions.contains { $0.allSatisfy { Self.agrees($0, with: settings) == true } }
      }
    self.kept = kept
    (additions, extra) = Self.included(
      try Self.mappings(node.entry("include")), axes, kept ?? Array(0..<total))
    var seen: [String: SourceRange] = [:]
    for point in extra {
      guard let place = point.settings.first?.keyRange else { continue }
      // Folders of some systems do not tell capitals from small letters.
      if let first = seen.updateValue(place, forKey: point.identity.lowercased()) {
        throw CompositionProblem(
          .repeatedValue(text: point.identity, axis: "include"), at: place, related: first)
      }
    }
    if total + extra.count == 0 { throw CompositionProblem(.emptyMatrix, at: node.range) }
    if count == 0 { throw CompositionProblem(.nothingLeft, at: node.range) }
  }

  /// The values of one key: a list, or `{from: a, to: b, step: c}`.
  private static func values(
    _ entry: Node.Entry, _ decoder: inout Decoder
  ) throws(CompositionProblem) -> [Node] {
    let values: [Node]
    switch entry.value.content {
    case .sequence(let items): values = items
    case .mapping:
      guard let range = MatrixRange.decode(entry.value, .none, &decoder) else {
        return [entry.value]
      }
      let count = range.count
      guard count <= Double(pointLimit) else {
        throw CompositionProblem(
          .tooManyPoints(product: Double.spell(count), limit: pointLimit), at: entry.value.range)
      }
      values = range.numbers.map {
        Node(
          content: .scalar(Scalar(text: String($0), isPlain: true, tag: nil)),
          range: entry.value.range)
      }
    case .scalar: throw CompositionProblem(.matrixForm, at: entry.value.range)
    }
    if values.isEmpty {
      throw CompositionProblem(.emptyAxis(name: entry.name), at: entry.value.range)
    }
    var seen: [String: SourceRange] = [:]
    for value in values {
      let text = MatrixPoint(settings: [
        MatrixPoint.Setting(name: "", keyRange: entry.key.range, value: value)
      ]).identity.lowercased()
      if let first = seen.updateValue(value.range, forKey: text) {
        throw CompositionProblem(
          .repeatedValue(text: String(text.dropFirst()), axis: entry.name), at: value.range,
          related: first)
      }
    }
    return values
  }

  /// The mappings of `exclude` or `include`.
  private static func mappings(
    _ entry: Node.Entry?
  ) throws(CompositionProblem) -> [[Node.Entry]] {
    guard let entry else { return [] }
    guard case .sequence(let items) = entry.value.content else {
      throw CompositionProblem(.matrixForm, at: entry.value.range)
    }
    var mappings: [[Node.Entry]] = []
    for item in items {
      guard case .mapping(let entries) = item.content, !entries.isEmpty else {
        throw CompositionProblem(.matrixForm, at: item.range)
      }
      mappings.append(entries)
    }
    return mappings
  }

  /// Whether a point has the entry's value for its key; nil if it has no such key.
  private static func agrees(
    _ entry: Node.Entry, with settings: [MatrixPoint.Setting]
  ) -> Bool? {
    settings.first { $0.name == entry.name }.map { $0.value.hasSameContent(as: entry.value) }
  }

  /// An inclusion adds its other keys to every combination that agrees with those of its keys that
  /// are the matrix's; one that agrees with none is a point of its own.
  private static func included(
    _ inclusions: [[Node.Entry]], _ axes: [Axis], _ combinations: [Int]
  ) -> ([Int: [MatrixPoint.Setting]], [MatrixPoint]) {
    var additions: [Int: [MatrixPoint.Setting]] = [:]
    var extra: [MatrixPoint] = []
    for inclusion in inclusions {
      let settings = inclusion.map {
        MatrixPoint.Setting(name: $0.name, keyRange: $0.key.range, value: $0.value)
      }
      let added = settings.filter { setting in !axes.contains { $0.name == setting.name } }
      var isTaken = false
      for (place, number) in combinations.enumerated() {
        let point = self.settings(of: axes, number)
        guard inclusion.allSatisfy({ agrees($0, with: point) ?? true }) else { continue }
        isTaken = true
        let others = additions[place, default: []].filter { old in
          !added.contains { $0.name == old.name }
        }
        additions[place] = others + added
      }
      if !isTaken { extra.append(MatrixPoint(settings: settings)) }
    }
    return (additions, extra)
  }
}

extension Node {
  /// Whether two nodes say the same, wherever they stand.
  fileprivate func hasSameContent(as other: Node) -> Bool {
    switch (content, other.content) {
    case (.scalar(let a), .scalar(let b)): a.text == b.text
    case (.sequence(let a), .sequence(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.hasSameContent(as: $1) }
    case (.mapping(let a), .mapping(let b)):
      a.count == b.count
        && a.allSatisfy { entry in
          b.contains { $0.name == entry.name && $0.value.hasSameContent(as: entry.value) }
        }
    default: false
    }
  }
}
