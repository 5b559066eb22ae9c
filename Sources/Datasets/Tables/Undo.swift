import Engine

/// A step of the preparation that is undone before anything is measured: how the number before it
/// follows from the number after it.
package enum Undo: Sendable {
  /// `after · factor + offset`.
  case affine(factor: Double, offset: Double)
  /// eˣ, after the natural logarithm.
  case exponential
  /// eˣ − 1, after ln(1 + x).
  case exponentialMinusOne
  /// `after` + the value `lag` rows before. `before` holds the values before the step; that of a row
  /// stands `lag` places behind its predecessor's, which stands at the row's own place.
  case difference(lag: Int, before: [Double])

  func droppingFirst(_ count: Int) -> Undo {
    guard case .difference(let lag, let before) = self else { return self }
    return .difference(lag: lag, before: Array(before.dropFirst(count)))
  }

  /// The number before the step.
  ///
  /// - Parameter predecessor: what stands instead of the value `lag` rows before, where that is itself
  ///   a prediction
  func undone(_ after: Double, row: Int, predecessor: Double?) -> Double {
    switch self {
    case .affine(let factor, let offset): after * factor + offset
    case .exponential: Engine.exponential(after)
    case .exponentialMinusOne: Engine.exponential(after) - 1
    case .difference(_, let before): after + (predecessor ?? before[row])
    }
  }
}

extension Column {
  /// Numbers of this column, given in ascending order of their rows, in the units of the source.
  ///
  /// A difference is taken from the value `lag` rows before; where that row is among the given ones,
  /// from what these numbers make of it, since at that time nothing else is known.
  package func restored(_ numbers: [(row: Int, value: Double)]) -> [Double] {
    var none = RestoredRows()
    return restored(numbers, behind: &none)
  }

  /// The same behind others that were restored before.
  func restored(
    _ numbers: [(row: Int, value: Double)], behind earlier: inout RestoredRows
  ) -> [Double] {
    var values = numbers.map { $0.value }
    for (place, step) in undo.enumerated().reversed() {
      guard case .difference(let lag, _) = step else {
        for index in values.indices {
          values[index] = step.undone(values[index], row: numbers[index].row, predecessor: nil)
        }
        continue
      }
      var known = earlier.steps[place] ?? [:]
      for index in values.indices {
        let row = numbers[index].row
        values[index] = step.undone(values[index], row: row, predecessor: known[row - lag])
        known[row] = values[index]
      }
      earlier.steps[place] = known
    }
    return values
  }
}

/// What differences were made of by row, for each of a column's steps.
struct RestoredRows {
  fileprivate var steps: [Int: [Int: Double]] = [:]
}
