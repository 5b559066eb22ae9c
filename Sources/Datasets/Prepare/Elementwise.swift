package import Documents
import Engine
package import Schemas

/// The natural logarithm.
package struct Logarithm: Preparation {
  package static let title = "log"
  package static let summary =
    "The natural logarithm of numbers over zero; undone before anything is measured."
  package static let keys: [Key<Logarithm>] = [
    .optional("columns", \.columns, "The columns; all of numbers by default.")
  ]
  package static let examples = ["log"]

  package var columns: [String]?

  package init() {}

  package func prepare(_ rows: inout PreparedRows) throws(DataError) -> DataValue {
    try rows.transform(columns, step: Self.title, undo: .exponential, domain: { $0 > 0 }) {
      naturalLogarithm($0)
    }
    return .mapping([])
  }
}

/// ln(1 + x).
package struct LogarithmOfOneMore: Preparation {
  package static let title = "log1p"
  package static let summary =
    "The natural logarithm of 1 + x, for numbers over -1; undone before anything is measured."
  package static let keys: [Key<LogarithmOfOneMore>] = [
    .optional("columns", \.columns, "The columns; all of numbers by default.")
  ]
  package static let examples = ["log1p: {columns: [rain]}"]

  package var columns: [String]?

  package init() {}

  package func prepare(_ rows: inout PreparedRows) throws(DataError) -> DataValue {
    try rows.transform(
      columns, step: Self.title, undo: .exponentialMinusOne, domain: { $0 > -1 }
    ) { x in
      // What 1 + x loses of x is a factor of the result, nearly (W. Kahan, in the manual of the HP-15C).
      let sum = 1 + x
      return sum == 1 ? x : naturalLogarithm(sum) * (x / (sum - 1))
    }
    return .mapping([])
  }
}

/// Numbers held between two bounds.
package struct Clip: Preparation {
  package static let title = "clip"
  package static let summary =
    "Numbers under `low` become `low`, those over `high` become `high`. It cannot be undone: targets are "
    + "measured as the source has them."
  package static let keys: [Key<Clip>] = [
    .optional("low", \.low, "The lowest number.", .float32),
    .optional("high", \.high, "The highest number.", .float32),
    .optional("columns", \.columns, "The columns; all of numbers by default."),
  ]
  package static let examples = ["clip: {low: 0, columns: [rain]}"]

  package var low: Double?
  package var high: Double?
  package var columns: [String]?

  package init() {}

  package func prepare(_ rows: inout PreparedRows) throws(DataError) -> DataValue {
    if let low, let high, low > high { throw .range(low, high) }
    for place in try rows.numberColumns(columns) {
      rows.change(place) { column in
        let clipped = (column.numbers ?? []).map { number in
          max(low ?? number, min(high ?? number, number))
        }
        column.clip(to: clipped)
      }
    }
    return .mapping([])
  }
}

extension PreparedRows {
  /// Replaces each number of some columns by a function of it.
  ///
  /// - Throws: `outsideDomain` for a number that the function has no value for
  mutating func transform(
    _ names: [String]?, step: String, undo: Undo, domain: (Double) -> Bool,
    _ function: (Double) -> Double
  ) throws(DataError) {
    for place in try numberColumns(names) {
      let numbers = columns[place].numbers ?? []
      if let row = numbers.firstIndex(where: { !domain($0) }) {
        throw .outsideDomain(
          step: step, column: columns[place].name, value: numbers[row], table.place(ofRow: row))
      }
      change(place) { $0.transform(numbers.map(function), undo: undo) }
    }
  }
}
