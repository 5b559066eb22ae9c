import Documents

/// How `list` writes its table.
package enum ListFormat: String, Sendable, CaseIterable {
  case text, json, csv, markdown, latex
}

/// A table over runs, as a person asks for it.
package struct ResultList: Sendable {
  package private(set) var rows: [ResultRow]
  package let columns: [String]

  /// What is asked for.
  package struct Query: Sendable {
    /// The columns; nil: those that differ, and the main numbers.
    package var columns: [String]?
    package var conditions: [RowCondition] = []
    /// Runs that differ in this key alone become one row, with means.
    package var over: String?
    /// The column to sort by; the smallest first.
    package var sort: String?
    package var isDescending = false
    /// How many rows are shown at most.
    package var top: Int?

    package init() {}
  }

  /// More keys that differ are not shown unless they are asked for.
  private static let keyLimit = 6
  /// More numbers are not shown unless they are asked for.
  private static let numberLimit = 4

  package init(_ all: [ResultRow], _ query: Query) {
    var rows = all.filter { row in query.conditions.allSatisfy { $0.holds(row) } }
    let keys = Self.differingKeys(rows).filter { $0 != query.over }
    let numbers = Self.mainNumbers(rows)
    columns = query.columns ?? ["experiment"] + keys + ["status"] + numbers
    if let over = query.over { rows = Self.grouped(rows, over, keys) }
    if let sort = query.sort {
      // Rows that are equal there keep their order; those without the column come last.
      rows = rows.enumerated().sorted { a, b in
        guard let order = Self.order(a.element[sort], b.element[sort], query.isDescending) else {
          return a.offset < b.offset
        }
        return order
      }.map { $0.element }
    }
    self.rows = query.top.map { Array(rows.prefix($0)) } ?? rows
  }

  /// Whether the first comes before the second; nil where they are equal.
  private static func order(
    _ a: ResultRow.Cell?, _ b: ResultRow.Cell?, _ isDescending: Bool
  ) -> Bool? {
    func known(_ cell: ResultRow.Cell?) -> Bool { cell != nil && cell?.number?.isNaN != true }
    guard known(a), known(b), let a, let b else { return known(a) == known(b) ? nil : known(a) }
    switch (a.number, b.number) {
    case (let a?, let b?): return a == b ? nil : (a < b) != isDescending
    case (nil, nil):
      guard case .text(let a) = a, case .text(let b) = b, a != b else { return nil }
      return a.utf8.lexicographicallyPrecedes(b.utf8) != isDescending
    case (let number, _): return number != nil
    }
  }

  /// The keys in which runs differ: those of matrices, else those of configurations.
  private static func differingKeys(_ rows: [ResultRow]) -> [String] {
    var keys: [String] = []
    var seen: Set<String> = []
    for row in rows {
      for (key, _) in row.settings where seen.insert(key).inserted { keys.append(key) }
    }
    guard keys.isEmpty, rows.count > 1 else { return keys }
    var values: [String: Set<DataValue>] = [:]
    var counts: [String: Int] = [:]
    var order: [String] = []
    for row in rows {
      for (path, value) in row.configuration?.leaves ?? [] where path != "description" {
        if counts[path] == nil { order.append(path) }
        counts[path, default: 0] += 1
        values[path, default: []].insert(value)
      }
    }
    let differing = order.filter { (values[$0]?.count ?? 0) > 1 || counts[$0] != rows.count }
    // Those that all runs have first; the others are mostly those of a layer more.
    let shared = differing.filter { counts[$0] == rows.count }
    let others = differing.filter { counts[$0] != rows.count }
    return Array((shared + (differing.count <= keyLimit ? others : [])).prefix(keyLimit))
  }

  /// The scores of the test part that most runs have; where there are none, the last loss.
  private static func mainNumbers(_ rows: [ResultRow]) -> [String] {
    var counts: [String: Int] = [:]
    for row in rows { for path in row.numbers.keys { counts[path, default: 0] += 1 } }
    let scores = counts.filter { path, count in
      path.hasPrefix("test.") && path != "test.loss" && 2 * count > rows.count
    }.keys.sorted()
    return scores.isEmpty
      ? (counts["final.loss"] == nil ? [] : ["final.loss"]) : Array(scores.prefix(numberLimit))
  }

  /// One row for all that differ in one key alone, each number the mean of theirs.
  private static func grouped(
    _ rows: [ResultRow], _ over: String, _ keys: [String]
  ) -> [ResultRow] {
    var groups: [(key: [String], rows: [ResultRow])] = []
    var places: [[String]: Int] = [:]
    for row in rows {
      let key =
        [row.experiment]
        + row.settings.filter { $0.key != over }.flatMap { [$0.key, $0.value] }
        + (row.settings.isEmpty ? keys.map { "\(String(describing: row[$0]))" } : [])
      if let place = places[key] {
        groups[place].rows.append(row)
      } else {
        places[key] = groups.count
        groups.append((key, [row]))
      }
    }
    return groups.map { group in
      let first = group.rows[0]
      let statuses = Set(group.rows.map { $0.status }).sorted().map { status in
        "\(group.rows.count { $0.status == status }) \(status)"
      }
      var numbers: [String: ResultRow.Cell] = [:]
      for path in Set(group.rows.flatMap { $0.numbers.keys }) {
        guard let statistics = Statistics(of: group.rows.map { $0.numbers[path]?.number }) else {
          continue
        }
        numbers[path] = .mean(
          statistics.mean, deviation: statistics.standardDeviation, count: statistics.count)
      }
      return ResultRow(
        experiment: first.experiment, status: statuses.joined(separator: ", "),
        settings: first.settings.filter { $0.key != over }, configuration: first.configuration,
        numbers: numbers)
    }
  }

  /// The names that a column can have.
  package static func knownColumns(_ rows: [ResultRow]) -> [String] {
    var names = ["experiment", "status"]
    var seen = Set(names)
    for row in rows {
      let own =
        row.settings.map { $0.key } + row.numbers.keys.sorted()
        + (row.configuration?.leaves.map { $0.path } ?? [])
      for name in own where seen.insert(name).inserted { names.append(name) }
    }
    return names
  }

  // MARK: Text

  /// The table.
  package func text(_ format: ListFormat) -> String {
    let cells = rows.map { row in columns.map { row[$0] } }
    if format == .json {
      return JSONText.text(
        of: .list(
          cells.map { cells in
            .mapping(zip(columns, cells).map { .init($0, $1.map { Self.value(of: $0) } ?? .null) })
          }))
    }
    let shown = columns.indices.map { index -> TextTable.Column in
      let isNumber = cells.allSatisfy { row in
        guard case .text? = row[index] else { return true }
        return false
      }
      return isNumber && !rows.isEmpty ? .right(columns[index]) : .left(columns[index])
    }
    let isExact = format == .csv
    let texts = cells.map { row in
      row.map { cell in cell.map { Self.text(of: $0, isExact: isExact) } ?? "" }
    }
    return switch format {
    case .text: TextTable(shown, rows: texts).text()
    case .csv: TableText.csv(shown, rows: texts)
    case .markdown: TableText.markdown(shown, rows: texts)
    case .latex: TableText.latex(shown, rows: texts)
    case .json: ""
    }
  }

  private static func text(of cell: ResultRow.Cell, isExact: Bool) -> String {
    func number(_ value: Double, _ digits: Int) -> String {
      if isExact, !(value == value.rounded() && value.magnitude < 1e15) {
        return NumberText.text(value) ?? NumberText.word(value)
      }
      return DecimalText.significant(value, digits: digits)
    }
    return switch cell {
    case .number(let value): number(value, 6)
    case .text(let text): text
    case .mean(let mean, let deviation, _):
      number(mean, 6) + (deviation.map { " ± " + number($0, 2) } ?? "")
    }
  }

  private static func value(of cell: ResultRow.Cell) -> DataValue {
    switch cell {
    case .number(let value):
      value == value.rounded() && value.magnitude < 1e15
        ? .integer(Int(value)) : .double(value)
    case .text(let text): .string(text)
    case .mean(let mean, let deviation, let count):
      .mapping([
        .init("mean", .double(mean)),
        .init("standard_deviation", deviation.map { .double($0) } ?? .null),
        .init("count", .integer(count)),
      ])
    }
  }
}
