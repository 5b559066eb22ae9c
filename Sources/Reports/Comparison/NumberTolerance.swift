import Documents

/// How far a number of a report may be from the committed one, for comparing over a change of the
/// numeric contract.
package struct NumberTolerance: Sendable, Hashable {
  /// A path of the report below `evaluation` or `training`, or the end of one: `loss`,
  /// `test.accuracy`, `final.loss`.
  package let name: String
  /// Relative to the larger of the two magnitudes.
  package let limit: Double

  package init(name: String, limit: Double) {
    self.name = name
    self.limit = limit
  }

  /// Whether a number of the report is meant: the number itself, or in the report of a matrix its
  /// statistics.
  package func covers(_ path: String) -> Bool {
    func isMeant(_ path: Substring) -> Bool { path == name || path.hasSuffix("." + name) }
    if isMeant(path[...]) { return true }
    guard let point = path.lastIndex(of: "."),
      Statistics.names.contains(String(path[path.index(after: point)...]))
    else { return false }
    return isMeant(path[..<point])
  }

  /// Whether two numbers are near enough.
  func allows(_ a: Double, _ b: Double) -> Bool {
    a == b || (a.isNaN && b.isNaN) || abs(a - b) <= limit * max(abs(a), abs(b))
  }
}
