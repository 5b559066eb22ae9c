package import Documents
package import Schemas

/// What a value is more than the one some rows before.
package struct Difference: Preparation {
  package static let title = "difference"
  package static let summary =
    "Each value less the one `lag` rows before; undone before anything is measured. The first rows, "
    + "which have no such value, are left out."
  package static let keys: [Key<Difference>] = [
    .optional(
      "lag", \.lag, "How many rows before; 12 for the year of monthly rows.",
      .within(1, 1_000_000_000)),
    .optional("columns", \.columns, "The columns; all of numbers by default."),
  ]
  package static let examples = ["difference: {lag: 12}", "difference"]

  package var lag = 1
  package var columns: [String]?

  package init() {}

  package func prepare(_ rows: inout PreparedRows) throws(DataError) -> DataValue {
    let places = try rows.numberColumns(columns)
    guard lag < rows.table.rowCount else { throw .noRows }
    for place in places {
      rows.change(place) { column in
        let numbers = column.numbers ?? []
        let differences = numbers.indices.map { $0 < lag ? 0 : numbers[$0] - numbers[$0 - lag] }
        // Behind the rows left out, a row's predecessor stands at the row's own place.
        let padded = [Double](repeating: 0, count: lag) + numbers
        column.transform(differences, undo: .difference(lag: lag, before: padded))
      }
    }
    try rows.dropFirst(lag)
    return .mapping([])
  }
}
