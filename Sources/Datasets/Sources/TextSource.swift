import Files
package import Schemas

/// The characters or the lines of a text.
package struct TextSource: DataSource {
  package static let title = "text"
  package static let summary =
    "A text in a file: a row a line, or a row a character, whose number is its place among all "
    + "characters of the text in the order of their code points. The column is called `text` or "
    + "`character`."
  package static let keys: [Key<TextSource>] = [
    .required("file", \.file, "The file, relative to this one, inside the project; UTF-8."),
    .optional("by", \.unit, "What a row is: `lines` or `characters`."),
  ]
  package static let examples = ["text: {file: data/rhyme.txt, by: characters}"]

  /// What a row of a text is.
  package enum Unit: String, SchemaEnumeration {
    case lines, characters

    package static let kind = "unit"
  }

  package var file = ""
  package var unit = Unit.lines

  package init() {}

  package var count: Int? { nil }

  private static let sizeLimit = 1 << 28

  package func load(_ context: SourceContext) throws(DataError) -> SourceData {
    let bytes: [UInt8]
    let opened = try context.file(file)
    do throws(FileProblem) { bytes = try opened.bytes(limit: Self.sizeLimit) } catch {
      throw .file(error, file: file)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .csv(.notUTF8(CSVProblem.Place(line: 1, column: 1)), file: file)
    }
    switch unit {
    case .lines:
      var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
        $0.last == "\r" ? String($0.dropLast()) : String($0)
      }
      if lines.last == "" { lines.removeLast() }
      guard !lines.isEmpty else { throw .csv(.noRows, file: file) }
      let numbers = (1...lines.count).map { Int32(clamping: $0) }
      return .table(
        Table([Column("text", .texts(lines))], origin: Table.Origin(file: file, lines: numbers)))
    case .characters:
      let scalars = text.unicodeScalars
      guard !scalars.isEmpty else { throw .csv(.noRows, file: file) }
      let names = Set(scalars).sorted()
      let codes = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Int32($0)) })
      return .table(
        Table([
          Column(
            "character",
            .categories(scalars.map { codes[$0] ?? 0 }, names: names.map { String($0) }))
        ]))
    }
  }
}
