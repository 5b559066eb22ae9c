import Documents
import Graphs
package import Schemas

/// Categories as numbers.
package struct Category: Transformation {
  package static let title = "category"
  package static let summary =
    "A column of categories becomes numbers, [samples, 1]: 0 for the first of the training part in the "
    + "order of the code points, 1 for the next, and so on."
  package static let keys: [Key<Category>] = [
    .required("column", \.column, "The column of categories.")
  ]
  package static let examples = ["category: {column: label}"]
  package static let shorthand: String? = "column"

  package var column = ""

  package init() {}

  package func apply(
    to content: SampleContent, _ context: inout SampleContext
  ) throws(DataError) -> SampleContent {
    let table = try content.table(for: Self.title)
    let place = try table.place(of: column)
    guard case .categories(let codes, let names) = table.columns[place].values else {
      throw .columnKind(column, table.columns[place].kind, wanted: .category)
    }
    if let row = codes.firstIndex(where: { $0 < 0 }) {
      throw .gap(column: column, table.place(ofRow: row))
    }
    let training = try context.training(count: codes.count)
    let known = Set(training.map { codes[$0] }).map { names[Int($0)] }
      .sorted { PreparedRows.precedes($0, $1) }
    let numbers = Dictionary(uniqueKeysWithValues: known.enumerated().map { ($1, Float($0)) })
    var values: [Float] = []
    for (row, code) in codes.enumerated() {
      guard let number = numbers[names[Int(code)]] else {
        throw .unseen(category: names[Int(code)], column: column, table.place(ofRow: row))
      }
      values.append(number)
    }
    context.learned = .mapping([.init(column, .list(known.map { .string($0) }))])
    return .numbers(Samples([values.count, 1], values))
  }
}
