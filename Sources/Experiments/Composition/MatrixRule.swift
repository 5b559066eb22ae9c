import YAML

/// An item of `exclude` or `include`, seen as what it asks of the product of a matrix's dimensions.
struct MatrixRule: Sendable {
  let settings: [MatrixPoint.Setting]
  /// For each dimension the places that are asked for; nil where any will do.
  private let wanted: [[Int]?]

  /// - Parameter ignoresCase: whether values are the same that differ only in capitals
  init(
    _ settings: [MatrixPoint.Setting], _ dimensions: [MatrixDimension], ignoresCase: Bool = false
  ) {
    self.settings = settings
    wanted = dimensions.map { $0.places(settings, ignoresCase: ignoresCase) }
  }

  init(_ entries: [Node.Entry], _ dimensions: [MatrixDimension]) {
    let axes = dimensions.flatMap { $0.axes }
    self.init(
      entries.map { entry in
        if let axis = axes.first(where: { $0.name == entry.name }),
          let place = axis.indices(of: entry.value, ignoresCase: false).first
        {
          let known = axis.setting(place)
          return MatrixPoint.Setting(
            name: entry.name, keyRange: entry.key.range, value: entry.value, named: known.named)
        }
        return MatrixPoint.Setting(
          name: entry.name, keyRange: entry.key.range, value: entry.value)
      }, dimensions)
  }

  /// Whether a combination, given by the places in the dimensions, is what it asks for.
  func matches(_ combination: [Int]) -> Bool {
    zip(wanted, combination).allSatisfy { $0?.contains($1) ?? true }
  }

  /// Whether there is a combination that it asks for.
  func matchesAny(_ counts: [Int]) -> Bool {
    var isMatched = false
    forEachMatch(counts) { _ in
      isMatched = true
      return false
    }
    return isMatched
  }

  /// Calls `body` with the number of each combination that it asks for, in order, until `body`
  /// returns false.
  ///
  /// - Parameter counts: how many places each dimension has
  func forEachMatch(_ counts: [Int], _ body: (Int) -> Bool) {
    _ = visit(0, counts[...], body)
  }

  private func visit(_ number: Int, _ counts: ArraySlice<Int>, _ body: (Int) -> Bool) -> Bool {
    guard let count = counts.first else { return body(number) }
    let rest = counts.dropFirst()
    if let places = wanted[counts.startIndex] {
      for place in places where !visit(number * count + place, rest, body) { return false }
    } else {
      for place in 0..<count where !visit(number * count + place, rest, body) { return false }
    }
    return true
  }
}
