import Datasets
import Diagnostics
import YAML

extension CSVProblem {
  /// The problem in words, with its place in the file.
  func diagnostic(in file: String, at range: SourceRange) -> Diagnostic {
    func made(_ message: String, _ place: Place? = nil, _ advice: String) -> Diagnostic {
      let start = place.map { "\(file):\($0.line):\($0.column): " } ?? "`\(file)`: "
      return Diagnostic(.dataFile, start + message, at: range, advice)
    }
    switch self {
    case .encoding(let name):
      return made("the file is \(name)", nil, "save it as UTF-8")
    case .notUTF8(let place):
      return made("the text is not UTF-8", place, "save the file as UTF-8; it may be Latin-1")
    case .nul(let place):
      return made("there is a character U+0000", place, "save the file as text in UTF-8")
    case .noHeader:
      return made("the file has no header", nil, "name the columns in its first row")
    case .noRows: return made("the file has no rows", nil, "give at least one")
    case .fieldCount(let place, let expected, let actual):
      return made(
        "this row has \(Self.cells(actual)), but the first has \(expected)", place,
        actual > expected
          ? "put a cell with a separator in quotes, or check `delimiter`"
          : "add what is missing: an empty cell is a gap")
    case .openQuote(let place):
      return made(
        "a quote is never closed", place, "close it, or write `\"\"` for a quote in a cell")
    case .afterQuote(let place):
      return made(
        "there is text behind the quote that ends a cell", place,
        "write `\"\"` for a quote inside it")
    case .longRow(let place, let limit):
      return made("this row has more than \(limit) bytes", place, "check the ends of the lines")
    case .repeatedColumn(let name):
      return made("two columns are called `\(name)`", nil, "rename one of them in the file")
    case .columnCount(let names, let actual):
      return made(
        "the file has \(actual) columns, but `columns` names \(names)", nil,
        "without a header, name all columns in their order")
    case .notNumber(let cell, let column, let place):
      return made(
        "`\(Self.short(cell))` is no number (column `\(column)`)", place,
        Self.advice(for: cell, in: column))
    case .tooLarge(let cell, let column, let place):
      return made(
        "`\(Self.short(cell))` is beyond the range of float32 (column `\(column)`)", place,
        "numbers go up to about 3.4e38")
    case .notTime(let cell, let column, let place):
      return made(
        "`\(Self.short(cell))` is no time (column `\(column)`)", place,
        "times are written 2025-01-31, 2025-01-31 08:30 or 2025-01-31T08:30:15Z")
    }
  }

  private static func cells(_ count: Int) -> String { count == 1 ? "1 cell" : "\(count) cells" }

  private static func short(_ cell: String) -> String {
    cell.count > 40 ? cell.prefix(40) + "…" : cell
  }

  private static func advice(for cell: String, in column: String) -> String {
    let parts = cell.split(separator: ",", omittingEmptySubsequences: false)
    if parts.count == 2, parts.allSatisfy({ $0.allSatisfy { $0.isNumber || $0 == "-" } }) {
      return "for a decimal comma set `decimal: \",\"`; thousands have no separators"
    }
    if Moment(cell.utf8) != nil {
      return "give the column another type: `columns: {\(column): time, …}`"
    }
    if gapWords.contains(cell.lowercased()) {
      return "it stands for a gap: `missing: {tokens: [\"\(cell)\"]}`"
    }
    return
      "give the column another type: `columns: {\(column): category, …}`; if the cell stands for a "
      + "gap, `missing: {tokens: [\"\(short(cell))\"]}`"
  }

  /// What programs write for a value that is not known.
  private static let gapWords: Set<String> = [
    "na", "n/a", "nan", "null", "none", "nil", "-", "--", "?", ".", "..", "*", "missing", "#n/a",
  ]
}
