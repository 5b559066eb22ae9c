import ArgumentParser
import Diagnostics
import Documents
import Files
import Reports

/// `lstm-lab list PATH…`
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Prints one table over results: which was best, and what differs.",
    discussion: """
      A row a report; a matrix has one with the mean ± standard deviation of its points, or, with \
      --points or where its own folder is named, a row a point. A column is a key of the configuration \
      (training.epochs), the path of a number (test.mean_absolute_error, final.loss), `experiment` \
      or `status`. By default those keys that differ, and the main numbers.

      Example: lstm-lab list results --sort test.mean_absolute_error --top 5
      Example: lstm-lab list results --where 'test.accuracy >= 0.9' --format markdown
      Example: lstm-lab list results/seeds --over seed
      """)

  @Argument(help: "Folders of results.")
  var paths: [String] = ["results"]

  @Option(help: ArgumentHelp("The columns, with commas between them.", valueName: "paths"))
  var columns: String?

  @Option(
    help: ArgumentHelp(
      "Only rows that fulfil this, such as 'final.loss < 0.1'; may be repeated.",
      valueName: "condition"))
  var `where`: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The column to sort by, the smallest first; with a hyphen before it the largest.",
      valueName: "column"))
  var sort: String?

  @Option(help: ArgumentHelp("Show only so many rows.", valueName: "count"))
  var top: Int?

  @Option(
    help: ArgumentHelp(
      "Make one row of those that differ in this key alone, with mean ± standard deviation.",
      valueName: "key"))
  var over: String?

  @Flag(help: "List the points of matrices.")
  var points = false

  @Option(
    help: ArgumentHelp(
      "What to print: text, json, csv, markdown or latex.", valueName: "format"))
  var format = ListFormat.text

  func run() throws {
    var query = ResultList.Query()
    query.columns = columns?.split { $0 == "," || $0 == " " }.map { String($0) }
    if query.columns?.isEmpty == true {
      throw Misuse(text: "--columns names no column; write --columns experiment,final.loss")
    }
    query.conditions = try `where`.map { text in
      guard let condition = RowCondition(text) else {
        throw Misuse(
          text:
            "--where \(text): a condition is a column, one of < <= > >= == !=, and a number or a text, "
            + "such as 'final.loss < 0.1'")
      }
      return condition
    }
    if let top, top < 1 { throw Misuse(text: "--top \(top): at least 1") }
    var rows: [ResultRow] = []
    var problems: [String] = []
    for path in paths {
      guard Folders.kind(of: path) == .folder else {
        throw Misuse(text: "there is no folder `\(path)`; `lstm-lab run` writes one")
      }
      rows += try StoredResults(path).rows(hasPoints: points || over != nil, &problems)
    }
    for problem in problems { Console.error("warning: \(problem)") }
    if rows.isEmpty {
      Console.error(
        "warning: no result stands in \(paths.map { "`\($0)`" }.joined(separator: ", "))")
    }
    query.over = over
    query.isDescending = sort?.hasPrefix("-") == true
    query.sort = sort.map { query.isDescending ? String($0.dropFirst()) : $0 }
    query.top = top
    try check((query.columns ?? []) + query.conditions.map { $0.column }, in: rows)
    try check([query.sort, over].compactMap { $0 }, in: rows)
    let list = ResultList(rows, query)
    if list.rows.isEmpty, !rows.isEmpty {
      Console.error("note: none of \(Plural.text(rows.count, "run")) fulfils the condition")
    }
    Console.output(list.text(format))
  }

  /// A column that no row has is a slip.
  private func check(_ names: [String], in rows: [ResultRow]) throws {
    for name in names where !rows.isEmpty && !rows.contains(where: { $0[name] != nil }) {
      let known = ResultList.knownColumns(rows)
      let advice =
        Suggestion.nearest(to: name, among: known).map { "did you mean `\($0)`?" }
        ?? "a column is a key such as training.epochs, or a number such as final.loss"
      throw Misuse(text: "no result has `\(name)`; \(advice)")
    }
  }
}

extension ListFormat: ExpressibleByArgument {}
