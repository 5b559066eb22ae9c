import YAML

/// An item of `exclude` or `include`, seen as what it asks of the product of a matrix's axes.
struct MatrixRule: Sendable {
  let settings: [MatrixPoint.Setting]
  /// For each axis the number of the value that is asked for; nil where any will do.
  private let wanted: [Int?]
  /// Whether it asks for a value that its axis does not have.
  private let isImpossible: Bool

  /// - Parameter ignoresCase: whether values are the same that differ only in capitals of ASCII
  init(_ settings: [MatrixPoint.Setting], axes: [MatrixAxis], ignoresCase: Bool = false) {
    self.settings = settings
    var isImpossible = false
    wanted = axes.map { axis in
      guard let setting = settings.first(where: { $0.name == axis.name }) else { return nil }
      let index = axis.index(of: setting.value, ignoresCase: ignoresCase)
      if index == nil { isImpossible = true }
      return index
    }
    self.isImpossible = isImpossible
  }

  init(_ entries: [Node.Entry], axes: [MatrixAxis]) {
    self.init(
      entries.map { MatrixPoint.Setting(name: $0.name, keyRange: $0.key.range, value: $0.value) },
      axes: axes)
  }

  /// Whether a combination, given by the numbers of its values, is what it asks for.
  func matches(_ combination: [Int]) -> Bool {
    !isImpossible && zip(wanted, combination).allSatisfy { $0 == nil || $0 == $1 }
  }

  /// Calls `body` with the number of each combination that it asks for, in order, until `body`
  /// returns false.
  ///
  /// - Parameter counts: how many values each axis has
  func forEachMatch(_ counts: [Int], _ body: (Int) -> Bool) {
    if !isImpossible { _ = visit(0, counts[...], body) }
  }

  private func visit(_ number: Int, _ counts: ArraySlice<Int>, _ body: (Int) -> Bool) -> Bool {
    guard let count = counts.first else { return body(number) }
    let values = wanted[counts.startIndex].map { $0..<$0 + 1 } ?? 0..<count
    let rest = counts.dropFirst()
    for value in values where !visit(number * count + value, rest, body) { return false }
    return true
  }
}
