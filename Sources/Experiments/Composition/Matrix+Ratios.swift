import Schemas
import YAML

extension Matrix {
  /// The pairs of points that a ratio compares: one with the values of the numerator, the other with
  /// those of the denominator, alike in all other values.
  func pairs(_ ratio: RatioExpectation) -> [(numerator: Int, denominator: Int)] {
    let (numerator, denominator) = (Selection(ratio.numerator), Selection(ratio.denominator))
    var others: [[String]: Int] = [:]
    var found: [(Int, [String])] = []
    for index in 0..<count {
      let settings = self[index].settings
      if let rest = numerator.rest(of: settings) { found.append((index, rest)) }
      if let rest = denominator.rest(of: settings), others[rest] == nil { others[rest] = index }
    }
    return found.compactMap { index, rest in others[rest].map { (index, $0) } }
  }

  /// What is wrong with the ratios that a file expects.
  func problems(
    of runs: KeyedValues<RunsExpectation>, in root: Node
  ) -> [CompositionProblem] {
    var problems: [CompositionProblem] = []
    for entry in runs.entries {
      for (index, ratio) in (entry.value.ratios ?? []).enumerated() {
        let place = ConfigurationPath(
          .key("expect"), .key("runs"), .key(entry.name), .key("ratios"), .index(index))
        let unknown = [("of", ratio.numerator), ("to", ratio.denominator)].compactMap {
          key, values in
          values.entries.first { !names.contains($0.name) }.map {
            CompositionProblem(
              .unknownAxis(name: $0.name, known: names),
              at: place.appending(.key(key), .name($0.name)).range(in: root))
          }
        }
        problems += unknown
        if unknown.isEmpty, pairs(ratio).isEmpty {
          problems.append(CompositionProblem(.noPairs, at: place.range(in: root).firstLine))
        }
      }
    }
    return problems
  }

  /// Values of some keys.
  private struct Selection {
    private let wanted: [String: String]

    init(_ values: KeyedValues<AnyData>) {
      wanted = Dictionary(
        values.entries.map { ($0.name, PointValue.typed($0.value.value)) }
      ) { first, _ in first }
    }

    /// The other values of a point that has these; nil of one that has not.
    func rest(of settings: [MatrixPoint.Setting]) -> [String]? {
      var (rest, count) = ([String](), 0)
      for setting in settings {
        let typed = PointValue(setting.value).typed
        guard let value = wanted[setting.name] else {
          rest.append("\(PointValue.quoted(setting.name)):\(typed)")
          continue
        }
        guard value == typed else { return nil }
        count += 1
      }
      return count == wanted.count ? rest.sorted() : nil
    }
  }
}
