package import Documents
package import Schemas

/// Gaps filled.
package struct Fill: Preparation {
  package static let title = "fill"
  package static let summary =
    "Fills gaps of columns of numbers, never from a later part of the split. Filled values count like "
    + "others when scores are taken; `show data` tells how many there are and marks them."
  package static let keys: [Key<Fill>] = [
    .required(
      "method", \.method,
      "With what: `previous` (the value before), `linear` (between the neighbours where both are in the gap's "
        + "part, else the value before), or a number."),
    .optional("columns", \.columns, "The columns; all of numbers by default."),
  ]
  package static let examples = ["fill: previous", "fill: {method: 0, columns: [rain]}"]
  package static let shorthand: String? = "method"

  package var method = StepFilling(filling: .previous)
  package var columns: [String]?

  package init() {}

  package func prepare(_ rows: inout PreparedRows) throws(DataError) -> DataValue {
    try Self.fill(&rows, columns, method.filling)
  }

  /// Fills the gaps of columns.
  ///
  /// - Returns: how many of each column were filled
  /// - Throws: `unknownColumn`, `columnKind`, `leadingGap`
  static func fill(
    _ rows: inout PreparedRows, _ columns: [String]?, _ method: GapFilling
  ) throws(DataError) -> DataValue {
    var counts: [DataValue.Member] = []
    for place in try rows.table.numberColumns(columns) {
      let before = rows.columns[place].filled.count
      let filled = try filled(rows, place, method)
      rows.change(place) { $0.fill(filled) }
      let count = rows.columns[place].filled.count - before
      if count > 0 {
        counts.append(.init(rows.columns[place].name, .mapping([.init("filled", .integer(count))])))
      }
    }
    return .mapping(counts)
  }

  /// The numbers of a column without gaps, or as they are where gaps are to stay.
  ///
  /// - Throws: `leadingGap`
  private static func filled(
    _ rows: PreparedRows, _ place: Int, _ method: GapFilling
  ) throws(DataError) -> [Double] {
    let column = rows.columns[place]
    var numbers = column.numbers ?? []
    var row = 0
    while row < numbers.count {
      guard numbers[row].isNaN else {
        row += 1
        continue
      }
      let next = numbers[row...].firstIndex { !$0.isNaN }
      let end = next ?? numbers.count
      if case .number(let number) = method {
        for gap in row..<end { numbers[gap] = number }
        row = end
        continue
      }
      guard method == .previous || method == .linear else { return numbers }
      guard row > 0 else {
        throw .leadingGap(column: column.name, rows.table.place(ofRow: row))
      }
      let before = numbers[row - 1]
      for gap in row..<end {
        numbers[gap] = before
        // A neighbour in a later part is not known yet.
        if method == .linear, let next, rows.parts[next] == rows.parts[gap] {
          let share = Double(gap - row + 1) / Double(end - row + 1)
          numbers[gap] = before + (numbers[next] - before) * share
        }
      }
      row = end
    }
    return numbers
  }
}
