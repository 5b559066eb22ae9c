package import Documents
package import Schemas
package import YAML

/// Gaps filled.
package struct Fill: Preparation {
  package static let title = "fill"
  package static let summary =
    "Fills gaps of columns of numbers, never from a later part of the split."
  package static let keys: [Key<Fill>] = [
    .required(
      "method", \.method,
      "With what: `previous` (the value before), `linear` (between the neighbours where both are in the gap's "
        + "part, else the value before), or a number."),
    .optional("columns", \.columns, "The columns; all of numbers by default."),
  ]
  package static let examples = ["fill: previous", "fill: {method: 0, columns: [rain]}"]
  package static let shorthand: String? = "method"

  package var method = GapFilling.previous
  package var columns: [String]?

  package init() {}

  package func checkTogether(_ names: [String], of node: Node, _ decoder: inout Decoder) {
    guard method == .drop || method == .error, let value = node.entry("method")?.value else {
      return
    }
    decoder.report(
      .unknownChoice(
        name: method == .drop ? "drop" : "error", kind: "filling", known: ["previous", "linear"]),
      at: value.range)
  }

  package func prepare(_ rows: inout PreparedRows) throws(DataError) -> DataValue {
    for place in try rows.table.numberColumns(columns) {
      let filled = try Self.filled(rows, place, method)
      rows.change(place) { $0.fill(filled) }
    }
    return .mapping([])
  }

  /// The numbers of a column without gaps, or as they are where gaps are to stay.
  ///
  /// - Throws: `leadingGap`
  static func filled(
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
