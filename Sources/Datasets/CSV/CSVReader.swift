import Files

/// Reads the columns of a file of separated values.
struct CSVReader {
  /// How the file is written.
  struct Format {
    var delimiter = UInt8(ascii: ",")
    var hasHeader = true
    /// What a line begins with that is no row; nil: only lines before the header that begin with `#`.
    var comment: [UInt8]?
    /// `.` or `,`.
    var decimalMark = UInt8(ascii: ".")
    /// Cells that are gaps, beside empty ones.
    var missing: [[UInt8]] = []
  }

  /// A column to keep.
  private struct Kept {
    let name: String
    let kind: ColumnKind
    /// Its place among the fields of a record.
    let field: Int
    /// Its place among the columns of its kind.
    let slot: Int
  }

  /// The most cells that are kept.
  private static let limit = 1 << 28

  private let format: Format
  private let cells: CSVCells
  private var scanner: CSVScanner
  private var kept: [Kept] = []
  /// The fields of the columns of numbers, by slot; and the other columns.
  private var numberFields: [Int] = []
  private var others: [Kept] = []
  private var fieldCount = 0

  // A column's values stand in the list of its kind, so that they grow in place.
  private var numbers: [[Double]] = []
  private var codes: [[Int32]] = []
  private var categories: [[[UInt8]: Int32]] = []
  private var times: [[Moment?]] = []
  private var texts: [[String]] = []
  private var lines: [Int32] = []

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - name: as the experiment names the file
  ///   - columns: the columns to keep; nil: all, as numbers
  /// - Throws: `csv`, `file`, `unknownColumn`
  static func read(
    _ file: RegularFile, named name: String, _ format: Format, columns: CSVColumns?
  ) throws(DataError) -> Table {
    var reader = CSVReader(
      format: format,
      scanner: try CSVScanner(file, named: name, delimiter: format.delimiter))
    try reader.readHeader(columns)
    try reader.readRows()
    guard !reader.lines.isEmpty else { throw .csv(.noRows, file: name) }
    return reader.table
  }

  private init(format: Format, scanner: CSVScanner) {
    self.format = format
    cells = CSVCells(missing: format.missing, decimalMark: format.decimalMark)
    self.scanner = scanner
  }

  private func problem(_ problem: CSVProblem) -> DataError { .csv(problem, file: scanner.name) }

  // MARK: The header

  private mutating func readHeader(_ columns: CSVColumns?) throws(DataError) {
    var hasRecord = try advance(isHeader: true)
    while hasRecord, isBlank { hasRecord = try advance(isHeader: true) }
    guard hasRecord else { throw problem(format.hasHeader ? .noHeader : .noRows) }
    fieldCount = scanner.fields.count
    let names: [String]
    if format.hasHeader {
      var header: [String] = []
      for field in scanner.fields { header.append(try text(field)) }
      if let index = header.indices.first(where: { header[..<$0].contains(header[$0]) }) {
        throw problem(.repeatedColumn(header[index]))
      }
      names = header
    } else {
      names = columns?.names ?? (0..<fieldCount).map { String($0 + 1) }
      guard names.count == fieldCount else {
        throw problem(.columnCount(names: names.count, actual: fieldCount))
      }
    }
    for column in columns?.entries ?? names.map({ CSVColumns.Entry(name: $0, kind: .number) }) {
      let field =
        names.firstIndex(of: column.name)
        ?? (format.hasHeader ? Self.position(column.name, of: names.count) : nil)
      guard let field else { throw .unknownColumn(column.name, known: names) }
      keep(names[field], column.kind, field)
    }
    if !format.hasHeader { try readRow() }
  }

  /// The place that a name counts, from one.
  private static func position(_ name: String, of count: Int) -> Int? {
    Int(name).flatMap { (1...count).contains($0) ? $0 - 1 : nil }
  }

  private mutating func keep(_ name: String, _ kind: ColumnKind, _ field: Int) {
    let slot: Int
    switch kind {
    case .number:
      slot = numbers.count
      numbers.append([])
    case .category:
      slot = codes.count
      codes.append([])
      categories.append([:])
    case .time:
      slot = times.count
      times.append([])
    case .text:
      slot = texts.count
      texts.append([])
    }
    let column = Kept(name: name, kind: kind, field: field, slot: slot)
    kept.append(column)
    if kind == .number { numberFields.append(field) } else { others.append(column) }
  }

  // MARK: Rows

  private mutating func advance(isHeader: Bool = false) throws(DataError) -> Bool {
    let comment = format.comment ?? (isHeader ? [UInt8(ascii: "#")] : nil)
    return try scanner.advance(commentedBy: comment)
  }

  private var isBlank: Bool {
    scanner.fields.count == 1 && scanner.fields[0].range.isEmpty && !scanner.fields[0].isQuoted
  }

  private mutating func readRows() throws(DataError) {
    // Where there is one column, an empty line among others is a gap; those at the end are none.
    var blank: [Int32] = []
    while try advance() {
      if isBlank {
        if fieldCount == 1 { blank.append(Int32(clamping: scanner.line)) }
        continue
      }
      for line in blank { try appendGaps(line) }
      blank.removeAll()
      try readRow()
    }
  }

  private mutating func appendGaps(_ line: Int32) throws(DataError) {
    lines.append(line)
    for column in kept { appendGap(column) }
  }

  private mutating func appendGap(_ column: Kept) {
    switch column.kind {
    case .number: numbers[column.slot].append(.nan)
    case .category: codes[column.slot].append(-1)
    case .time: times[column.slot].append(nil)
    case .text: texts[column.slot].append("")
    }
  }

  private mutating func readRow() throws(DataError) {
    guard scanner.fields.count == fieldCount else {
      throw problem(
        .fieldCount(
          scanner.place(scanner.start), expected: fieldCount, actual: scanner.fields.count))
    }
    guard lines.count * kept.count < Self.limit else { throw .tooMany(limit: Self.limit) }
    lines.append(Int32(clamping: scanner.line))
    // Copies of references: a method of the whole reader would copy all of it for every cell.
    let (cells, bytes) = (cells, scanner.bytes)
    for slot in numberFields.indices {
      guard let value = cells.number(bytes, scanner.fields[numberFields[slot]].range) else {
        throw try numberProblem(scanner.fields[numberFields[slot]], slot)
      }
      numbers[slot].append(value)
    }
    for column in others { try append(scanner.fields[column.field], to: column) }
  }

  private mutating func append(_ field: CSVScanner.Field, to column: Kept) throws(DataError) {
    let range = CSVCells.trimmed(field.range, of: scanner.bytes)
    if column.kind != .text, cells.isMissing(scanner.bytes, range) { return appendGap(column) }
    switch column.kind {
    case .number: preconditionFailure("numbers are read before")
    case .text: texts[column.slot].append(try text(field))
    case .time:
      guard let moment = Moment(scanner.bytes[range]) else {
        throw problem(.notTime(try text(field), column: column.name, place(field)))
      }
      times[column.slot].append(moment)
    case .category:
      let content = field.isQuoted ? scanner.content(field) : Array(scanner.bytes[range])
      if let code = categories[column.slot][content] {
        codes[column.slot].append(code)
      } else {
        _ = try text(field)
        let code = Int32(categories[column.slot].count)
        categories[column.slot][content] = code
        codes[column.slot].append(code)
      }
    }
  }

  /// Why a cell is no number.
  private func numberProblem(_ field: CSVScanner.Field, _ slot: Int) throws(DataError) -> DataError
  {
    let (cell, name) = (try text(field), name(ofSlot: slot))
    let range = CSVCells.trimmed(field.range, of: scanner.bytes)
    return cells.decimal.parse(scanner.bytes, range, mark: format.decimalMark) == nil
      ? problem(.notNumber(cell, column: name, place(field)))
      : problem(.tooLarge(cell, column: name, place(field)))
  }

  private func name(ofSlot slot: Int) -> String {
    kept.first { $0.kind == .number && $0.slot == slot }?.name ?? ""
  }

  private func place(_ field: CSVScanner.Field) -> CSVProblem.Place {
    scanner.place(field.range.lowerBound)
  }

  private func text(_ field: CSVScanner.Field) throws(DataError) -> String {
    let content = scanner.content(field)
    guard let text = String(validating: content, as: UTF8.self) else {
      throw problem(.notUTF8(place(field)))
    }
    return text
  }

  // MARK: The table

  private var table: Table {
    let columns = kept.map { column in
      switch column.kind {
      case .number: Column(column.name, .numbers(numbers[column.slot]))
      case .time: Column(column.name, .times(times[column.slot]))
      case .text: Column(column.name, .texts(texts[column.slot]))
      case .category: Column(column.name, .categories(codes[column.slot], names: names(column)))
      }
    }
    return Table(columns, origin: Table.Origin(file: scanner.name, lines: lines))
  }

  /// The categories of a column in the order in which they first stand in the file.
  private func names(_ column: Kept) -> [String] {
    categories[column.slot].sorted { $0.value < $1.value }
      .map { String(decoding: $0.key, as: UTF8.self) }
  }
}
