import YAML

/// What keys and rules must be, so that each of them means something.
extension Matrix {
  /// Refuses a key that two axes set, and one that a later axis replaces together with all around it.
  static func checkKeys(of axes: [MatrixAxis]) throws(CompositionProblem) {
    var known: [String: SourceRange] = [:]
    for axis in axes {
      // Names for keys may set the same keys, but those of another axis may not.
      let keys = Dictionary([(axis.name, axis.keyRange)] + axis.keys) { first, _ in first }
      for (name, range) in keys.sorted(by: { $0.value.start.offset < $1.value.start.offset }) {
        if let first = known[name] {
          throw CompositionProblem(.repeatedAxis(name: name), at: range, related: first)
        }
        let hidden = known.filter { $0.key.hasPrefix(name + ".") }
          .min { $0.value.start.offset < $1.value.start.offset }
        if let hidden {
          throw CompositionProblem(
            .hiddenAxis(name: hidden.key, by: name), at: range, related: hidden.value)
        }
      }
      known.merge(keys) { first, _ in first }
    }
  }

  /// Refuses exclusions of keys that the matrix does not have, names that an axis does not have, and
  /// exclusions that exclude nothing.
  ///
  /// - Parameters:
  ///   - rules: one an exclusion
  ///   - counts: how many places each dimension has
  static func check(
    _ exclusions: [[Node.Entry]], _ rules: [MatrixRule], _ inclusions: [[Node.Entry]],
    of axes: [MatrixAxis], _ counts: [Int]
  ) throws(CompositionProblem) {
    func axis(_ entry: Node.Entry) -> MatrixAxis? { axes.first { $0.name == entry.name } }
    func isUnknown(_ entry: Node.Entry) -> Bool {
      axis(entry)?.indices(of: entry.value, ignoresCase: false).isEmpty ?? false
    }
    for entry in exclusions.joined() where axis(entry) == nil {
      throw CompositionProblem(
        .unknownAxis(name: entry.name, known: axes.map { $0.name }), at: entry.key.range)
    }
    for entry in (exclusions + inclusions).joined() where isUnknown(entry) {
      guard let axis = axis(entry), let known = axis.names else { continue }
      throw CompositionProblem(
        .unknownName(name: PointValue(entry.value).readable, axis: axis.name, known: known),
        at: entry.value.range, related: axis.keyRange)
    }
    for (exclusion, rule) in zip(exclusions, rules) where !rule.matchesAny(counts) {
      let unmatched = exclusion.first { isUnknown($0) }
      throw CompositionProblem(
        .excludesNothing(
          key: unmatched?.name, value: unmatched.map { PointValue($0.value).readable } ?? ""),
        at: unmatched?.value.range ?? exclusion[0].key.range)
    }
  }
}
