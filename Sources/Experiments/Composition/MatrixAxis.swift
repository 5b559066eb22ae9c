import Schemas
import YAML

/// One key of a matrix and its values.
struct MatrixAxis: Sendable {
  private enum Values: Sendable {
    /// The values, and the number of each by what it says.
    case listed([Node], [String: [Int]])
    /// Made when asked for: a million of them would take much memory.
    case range(MatrixRange)
  }

  let name: String
  let keyRange: SourceRange
  private let place: SourceRange
  private let values: Values
  /// What each value is a name for; nil where values are the key's own.
  private var named: [[Override]]?

  /// Reads a key's values: a list, `{from: a, to: b, step: c}`, or mappings of keys by names that are
  /// then the values.
  ///
  /// - Parameters:
  ///   - mayRepeat: whether one value may come again, beside others of other keys
  ///   - decoder: takes the problems of ranges' numbers
  init(
    _ entry: Node.Entry, mayRepeat: Bool = false, _ decoder: inout Decoder
  ) throws(CompositionProblem) {
    name = entry.name
    keyRange = entry.key.range
    place = entry.value.range
    switch entry.value.content {
    case .sequence(let items):
      values = .listed(items, try Self.numbers(of: items, in: entry, mayRepeat: mayRepeat))
    case .mapping(let entries) where Self.areNamed(entries):
      if Experiment.keys.contains(where: { $0.name == entry.name }) {
        throw CompositionProblem(
          .nestedAxis(name: entry.name, inner: entries[0].name), at: entry.key.range)
      }
      let names = entries.map { $0.key }
      values = .listed(names, try Self.numbers(of: names, in: entry, mayRepeat: false))
      named = try entries.map { item throws(CompositionProblem) in
        try Self.overrides(of: item)
      }
      var settings: [String: SourceRange] = [:]
      for item in entries {
        let first = settings.updateValue(item.key.range, forKey: PointValue(item.value).typed)
        guard let first else { continue }
        throw CompositionProblem(.sameSettings(name: item.name), at: item.key.range, related: first)
      }
    case .mapping:
      // What is wrong with a range is reported; any one value then stands for it.
      let range = MatrixRange.decode(entry.value, .none, &decoder)
      values = range.map { .range($0) } ?? .listed([entry.value], [:])
    case .scalar: throw CompositionProblem(.matrixForm, at: entry.value.range)
    }
    guard count == 0 else { return }
    if case .range(let range) = values {
      throw CompositionProblem(
        .backwardRange(
          name: name, first: Double.spell(range.first), last: Double.spell(range.last)), at: place)
    }
    throw CompositionProblem(.emptyAxis(name: name), at: place)
  }

  /// How many values there are, as a float64 where they are more than any limit allows.
  var count: Double {
    switch values {
    case .listed(let nodes, _): Double(nodes.count)
    case .range(let range): range.count
    }
  }

  /// A value by its number.
  subscript(index: Int) -> Node {
    switch values {
    case .listed(let nodes, _): nodes[index]
    case .range(let range):
      Node(
        content: .scalar(Scalar(text: range.text(of: index), isPlain: true, tag: nil)),
        range: place)
    }
  }

  /// What the matrix sets with a value.
  func setting(_ index: Int) -> MatrixPoint.Setting {
    MatrixPoint.Setting(
      name: name, keyRange: keyRange, value: self[index], named: named?[index])
  }

  /// The names that its values are; nil where values are the key's own.
  var names: [String]? {
    guard named != nil, case .listed(let nodes, _) = values else { return nil }
    return nodes.map { PointValue($0).readable }
  }

  /// The keys that it sets: its own, or those that its values are names for.
  var keys: [(name: String, range: SourceRange)] {
    guard let named else { return [(name, keyRange)] }
    return named.joined().map { ($0.components.joined(separator: "."), $0.keyRange) }
  }

  /// Whether a mapping has names for keys with values: a range holds scalars alone.
  private static func areNamed(_ entries: [Node.Entry]) -> Bool {
    entries.contains { entry in
      if case .scalar = entry.value.content { false } else { true }
    }
  }

  private static func overrides(
    of item: Node.Entry
  ) throws(CompositionProblem) -> [Override] {
    guard case .mapping(let settings) = item.value.content, !settings.isEmpty else {
      throw CompositionProblem(.namedForm(name: item.name), at: item.key.range)
    }
    return settings.map { Override(key: $0.name, keyRange: $0.key.range, value: $0.value) }
  }

  /// The numbers of the values that say the same as `node`.
  ///
  /// - Parameter ignoresCase: whether capitals are the same as small letters
  func indices(of node: Node, ignoresCase: Bool) -> [Int] {
    switch values {
    case .listed(let nodes, let numbers):
      let typed = PointValue(node).typed
      if !ignoresCase { return numbers[typed] ?? [] }
      return nodes.indices.filter { PointValue(nodes[$0]).typed.lowercased() == typed.lowercased() }
    case .range(let range):
      guard case .scalar(let scalar) = node.content,
        let number = CoreNumber.number(scalar.text), let index = range.index(of: number)
      else { return [] }
      return [index]
    }
  }

  private static func numbers(
    of values: [Node], in entry: Node.Entry, mayRepeat: Bool
  ) throws(CompositionProblem) -> [String: [Int]] {
    var numbers: [String: [Int]] = [:]
    var seen: [String: SourceRange] = [:]
    for (index, value) in values.enumerated() {
      let typed = PointValue(value).typed
      numbers[typed, default: []].append(index)
      // Folders of some systems do not tell capitals from small letters.
      if let first = seen.updateValue(value.range, forKey: typed.lowercased()), !mayRepeat {
        throw CompositionProblem(
          .repeatedValue(text: PointValue(value).readable, axis: entry.name), at: value.range,
          related: first)
      }
    }
    return numbers
  }
}
