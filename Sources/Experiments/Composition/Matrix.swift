import Engine
import Schemas
import YAML

/// The product of lists of values, less what is excluded, and what is included: as CI systems'
/// matrices work.
struct Matrix: Sendable {
  /// More points than anybody waits for, and than a folder of reports holds well.
  static let pointLimit = 1_000_000
  /// Twenty keys of two values are a million points already; each costs time at every point.
  static let axisLimit = 32
  /// The most rules times points: a rule is tried on every point, and twenty million times take
  /// less than a second.
  static let workLimit = 20_000_000

  private let dimensions: [MatrixDimension]
  private let axisNames: Set<String>
  /// How many places each dimension has.
  private let counts: [Int]
  /// Whether each point has full reports of its own, too.
  let reportsEach: Bool
  /// The combinations of the dimensions that are left, as numbers in the product; nil: all of them.
  private let kept: [Int]?
  /// What adds settings to combinations.
  private let inclusions: [MatrixRule]
  /// Points of their own.
  private let extra: [MatrixPoint]

  /// What in a matrix is no key of the experiment.
  private static let reserved = ["exclude", "include", "zip", "reports"]

  private var axes: [MatrixAxis] { dimensions.flatMap { $0.axes } }

  /// The points.
  var count: Int { productCount + extra.count }

  private var productCount: Int { kept?.count ?? Self.product(counts) }

  private static func product(_ counts: [Int]) -> Int {
    counts.isEmpty ? 0 : counts.reduce(1, *)
  }

  /// The keys that some point sets: those of the matrix, then those that only inclusions name.
  var names: [String] {
    var names = axes.map { $0.name }
    for setting in inclusions.flatMap({ $0.settings }) + extra.flatMap({ $0.settings })
    where !names.contains(setting.name) {
      names.append(setting.name)
    }
    return names
  }

  /// One point; the last key of the file changes fastest.
  subscript(index: Int) -> MatrixPoint {
    guard index < productCount else { return extra[index - productCount] }
    var rest = kept?[index] ?? index
    var combination = Array(repeating: 0, count: counts.count)
    for dimension in counts.indices.reversed() {
      combination[dimension] = rest % counts[dimension]
      rest /= counts[dimension]
    }
    var settings = zip(dimensions, combination).flatMap { $0.settings($1) }
    for rule in inclusions where rule.matches(combination) {
      // What a later rule adds takes the place of what an earlier one added.
      let added = rule.settings.filter { !axisNames.contains($0.name) }
      settings.removeAll { old in added.contains { $0.name == old.name } }
      settings += added
    }
    return MatrixPoint(settings: settings)
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
    let keys = entries.filter { !Self.reserved.contains($0.name) }
    let exclusions = try Self.mappings(node.entry("exclude"))
    let inclusions = try Self.mappings(node.entry("include"))
    if let reports = node.entry("reports")?.value {
      guard case .scalar(let scalar) = reports.content, scalar.text == "each" else {
        throw CompositionProblem(.reportsForm, at: reports.range)
      }
    }
    reportsEach = node.entry("reports") != nil
    let names = Set((keys + inclusions.joined()).map { $0.name })
    guard names.count <= Self.axisLimit else {
      throw CompositionProblem(
        .tooManyAxes(count: names.count, limit: Self.axisLimit), at: node.range)
    }
    var dimensions: [MatrixDimension] = []
    for key in entries {
      if key.name == "zip" {
        dimensions += try MatrixDimension.zipped(key, &decoder)
      } else if !Self.reserved.contains(key.name) {
        let axis = try MatrixAxis(key, &decoder)
        try Self.checkCount(axis.count, at: key.value.range)
        dimensions.append(MatrixDimension(axis))
      }
    }
    let axes = dimensions.flatMap { $0.axes }
    try Self.checkKeys(of: axes)
    try Self.checkCount(dimensions.reduce(1) { $0 * Double($1.count) }, at: node.range)
    self.dimensions = dimensions
    axisNames = Set(axes.map { $0.name })
    counts = dimensions.map { $0.count }
    let total = Self.product(counts)

    let ruleLimit = Self.workLimit / max(total, 1)
    guard exclusions.count + inclusions.count <= ruleLimit else {
      throw CompositionProblem(
        .tooManyRules(count: exclusions.count + inclusions.count, limit: ruleLimit),
        at: node.range)
    }
    let rules = exclusions.map { MatrixRule($0, dimensions) }
    try Self.check(exclusions, rules, inclusions, of: axes, counts)
    let isLeft = Self.remaining(rules, counts, total)
    kept = isLeft.map { isLeft in (0..<total).filter { isLeft[$0] } }
    (self.inclusions, extra) = Self.divided(
      inclusions.map { MatrixRule($0, dimensions) }, counts, isLeft)
    var seen: [String: SourceRange] = [:]
    for point in extra {
      guard let place = point.settings.first?.keyRange else { continue }
      // Folders of some systems do not tell capitals from small letters.
      let identity = point.identity.lowercased()
      let first = seen.updateValue(place, forKey: identity)
      if let first = first ?? twin(of: point, called: identity)?.settings.first?.keyRange {
        throw CompositionProblem(
          .repeatedValue(text: point.identity, axis: "include"), at: place, related: first)
      }
    }
    if total + extra.count == 0 { throw CompositionProblem(.emptyMatrix, at: node.range) }
    if count == 0 { throw CompositionProblem(.nothingLeft, at: node.range) }
  }

  /// The overrides of keys that the matrix sets at every point, and that so have no effect.
  func conflicts(with overrides: [Override]) -> [CompositionProblem] {
    overrides.compactMap { override in
      axes.flatMap { $0.keys }.first { Override.isSame($0.name, override) }.map { key in
        CompositionProblem(
          .overriddenAxis(name: key.name), at: override.keyRange, related: key.range)
      }
    }
  }

  /// The combination that is called as a point of its own, but for capitals.
  private func twin(of point: MatrixPoint, called identity: String) -> MatrixPoint? {
    guard !axes.isEmpty,
      axes.allSatisfy({ axis in point.settings.contains { $0.name == axis.name } })
    else { return nil }
    var twin: MatrixPoint?
    MatrixRule(point.settings, dimensions, ignoresCase: true).forEachMatch(counts) { number in
      twin = (kept.map { $0.firstIndex(of: number) } ?? number).map { self[$0] }
      return false
    }
    return twin?.identity.lowercased() == identity ? twin : nil
  }

  static func checkCount(
    _ count: Double, at range: SourceRange
  ) throws(CompositionProblem) {
    guard count <= Double(pointLimit) else {
      throw CompositionProblem(
        .tooManyPoints(product: Double.spell(count), limit: pointLimit), at: range)
    }
  }

  /// The mappings of `exclude` or `include`.
  private static func mappings(
    _ entry: Node.Entry?
  ) throws(CompositionProblem) -> [[Node.Entry]] {
    guard let entry else { return [] }
    guard case .sequence(let items) = entry.value.content else {
      throw CompositionProblem(.ruleForm(name: entry.name), at: entry.value.range)
    }
    var mappings: [[Node.Entry]] = []
    for item in items {
      guard case .mapping(let entries) = item.content, !entries.isEmpty else {
        throw CompositionProblem(.ruleForm(name: entry.name), at: item.range)
      }
      mappings.append(entries)
    }
    return mappings
  }

  /// For each combination whether no exclusion asks for it; nil without exclusions.
  private static func remaining(
    _ exclusions: [MatrixRule], _ counts: [Int], _ total: Int
  ) -> [Bool]? {
    if exclusions.isEmpty { return nil }
    var isLeft = Array(repeating: true, count: total)
    for exclusion in exclusions {
      exclusion.forEachMatch(counts) { number in
        isLeft[number] = false
        return true
      }
    }
    return isLeft
  }

  /// Parts the inclusions: those that add their other keys to every combination that agrees with
  /// those of their keys that are the matrix's, and those that agree with none, each a point of its
  /// own.
  private static func divided(
    _ rules: [MatrixRule], _ counts: [Int], _ isLeft: [Bool]?
  ) -> ([MatrixRule], [MatrixPoint]) {
    var additions: [MatrixRule] = []
    var extra: [MatrixPoint] = []
    for rule in rules {
      var isTaken = false
      if !counts.isEmpty {
        rule.forEachMatch(counts) { number in
          isTaken = isLeft?[number] ?? true
          return !isTaken
        }
      }
      if isTaken {
        additions.append(rule)
      } else {
        extra.append(MatrixPoint(settings: rule.settings))
      }
    }
    return (additions, extra)
  }
}
