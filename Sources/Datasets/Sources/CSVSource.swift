import Documents
package import Schemas
package import YAML

/// A table in a file of separated values (RFC 4180).
package struct CSVSource: DataSource {
  package static let title = "csv"
  package static let summary =
    "A table in a file of comma-separated values (RFC 4180), UTF-8, its columns by name."
  package static let keys: [Key<CSVSource>] = [
    .required("file", \.file, "The file, relative to this one, inside the project."),
    .optional(
      "columns", \.columns,
      "The columns to keep: a list of those of numbers, or names with types. Behind a header, a "
        + "column that has no such name may be given by its place, from 1. By default all are kept, as "
        + "numbers."),
    .optional(
      "delimiter", \.delimiter,
      "What stands between two cells; by default a comma, beside a decimal comma a semicolon."),
    .optional(
      "header", \.hasHeader,
      "Whether the first row names the columns; if not, `columns` names them in the file's order."),
    .optional(
      "comment", \.comment,
      "What a line begins with that is no row. By default lines that begin with `#` are left out "
        + "before the header, and nowhere else."),
    .optional("decimal", \.decimal, "The mark before the decimals: `.` or `,`."),
    .optional("missing", \.missing, "Which cells are gaps, and what becomes of them."),
  ]
  package static let examples = [
    "csv: {file: data/airline.csv, columns: [passengers]}",
    "csv: {file: data/weather.csv, columns: {time: time, temperature: number, wind: category}}",
  ]

  package var file = ""
  package var columns: CSVColumns?
  package var delimiter: Delimiter?
  package var hasHeader = true
  package var comment: String?
  package var decimal = DecimalMark.point
  package var missing = MissingValues()

  package init() {}

  package var count: Int? { nil }

  package func checkTogether(_ names: [String], of node: Node, _ decoder: inout Decoder) {
    guard delimiter == .comma, decimal == .comma else { return }
    decoder.report(
      .unknownChoice(
        name: ",", kind: "delimiter beside a decimal comma", known: [Delimiter.semicolon.rawValue]),
      at: node.entry("delimiter")?.value.range ?? node.range)
  }

  package func load(_ context: SourceContext) throws(DataError) -> SourceData {
    var format = CSVReader.Format()
    format.delimiter = (delimiter ?? (decimal == .comma ? .semicolon : .comma)).byte
    format.hasHeader = hasHeader
    format.comment = comment.map { Array($0.utf8) }
    format.decimalMark = decimal.byte
    format.missing = missing.tokens.map { Array($0.utf8) }
    let table = try CSVReader.read(
      try context.file(file), named: file, format, columns: columns)
    return .table(table)
  }
}

/// What stands between the cells of a row.
package enum Delimiter: String, SchemaEnumeration {
  case comma = ","
  case semicolon = ";"
  case tab = "\t"
  case bar = "|"
  case space = " "

  package static let kind = "delimiter"

  var byte: UInt8 { rawValue.utf8.first ?? 0 }
}

/// The mark before the decimals of a number.
package enum DecimalMark: String, SchemaEnumeration {
  case point = "."
  case comma = ","

  package static let kind = "decimal mark"

  var byte: UInt8 { self == .point ? UInt8(ascii: ".") : UInt8(ascii: ",") }
}

/// Which cells are gaps, and what becomes of them.
package struct MissingValues: Configurable {
  package static let title = "missing"
  package static let summary = "Which cells are gaps, and what becomes of them."
  package static let keys: [Key<MissingValues>] = [
    .optional(
      "tokens", \.tokens, "Cells that stand for no value, beside empty ones: `NA`, `?`."),
    .optional("fill", \.fill, GapFilling.summary),
  ]

  package var tokens: [String] = []
  package var fill = GapFilling.error

  package init() {}
}
