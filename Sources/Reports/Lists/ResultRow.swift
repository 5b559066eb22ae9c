import Documents
package import Files

/// One run in a list: a report, or a point of a matrix.
package struct ResultRow: Sendable {
  /// What stands in a cell.
  package enum Cell: Sendable, Hashable {
    case number(Double)
    case text(String)
    /// The mean of so many numbers, and their standard deviation.
    case mean(Double, deviation: Double?, count: Int)

    /// The number, or the mean.
    var number: Double? {
      switch self {
      case .number(let number), .mean(let number, _, _): number
      case .text: nil
      }
    }
  }

  package let experiment: String
  package let status: String
  /// The keys that a matrix sets, with their values.
  let settings: [(key: String, value: String)]
  /// Of a matrix as a whole the values of what it sets.
  var axes: [String: String] = [:]
  /// The resolved configuration of a report; nil of a point.
  let configuration: DataValue?
  var numbers: [String: Cell]

  /// What stands in a column: `experiment`, `status`, a key of the configuration, the path of a number.
  package subscript(column: String) -> Cell? {
    switch column {
    case "experiment": return .text(experiment)
    case "status": return .text(status)
    default: break
    }
    if let number = numbers[column] { return number }
    if let axis = axes[column] { return .text(axis) }
    if let setting = settings.first(where: { $0.key == column }) { return Self.cell(setting.value) }
    var value = configuration
    for part in column.split(separator: ".") {
      switch value {
      case .list(let items)?:
        value = Int(part).flatMap { items.indices.contains($0) ? items[$0] : nil }
      default: value = value?[String(part)]
      }
    }
    return value.map { Self.cell($0) }
  }

  private static func cell(_ value: DataValue) -> Cell {
    switch value {
    case .integer(let number): .number(Double(number))
    case .double(let number): .number(number)
    case .float(let number): .number(Double(number))
    case .null, .boolean, .string, .list, .mapping: .text(value.short)
    }
  }

  private static func cell(_ text: String) -> Cell {
    Double(text).map { .number($0) } ?? .text(text)
  }
}

extension ResultRow {
  /// A report: of a matrix how its points ended, and the means of their numbers.
  init(_ report: Report) {
    experiment = report.experiment
    settings = []
    configuration = report.configuration?.value
    guard let matrix = report.matrix else {
      status = report.status.rawValue
      numbers = Dictionary(report.numbers.map { ($0.path, .number($0.value)) }) { first, _ in first
      }
      return
    }
    status = report.status.rawValue
    numbers = [:]
    for axis in matrix.axes { axes[axis.key] = axis.text }
    for entry in matrix.statistics.entries {
      guard let mean = entry.value.mean else { continue }
      numbers[entry.name] = .mean(
        mean, deviation: entry.value.standardDeviation, count: entry.value.count)
    }
    for entry in [
      ("points", matrix.points), ("runs.passed", matrix.runs.passed),
      ("runs.failed", matrix.runs.failed), ("runs.done", matrix.runs.done),
      ("runs.invalid", matrix.runs.invalid),
    ] { numbers[entry.0] = .number(Double(entry.1)) }
  }
}

extension StoredResults {
  /// All runs in the folder, in the order of their names; a matrix is one, with means.
  ///
  /// - Parameters:
  ///   - hasPoints: whether the points of a matrix are listed instead, as they are where the folder is the
  ///     matrix's own
  ///   - problems: gets what cannot be read, in words
  package func rows(
    hasPoints: Bool, _ problems: inout [String]
  ) throws(FileProblem) -> [ResultRow] {
    var rows: [ResultRow] = []
    // Points that have reports of their own as well are listed once.
    var listed: String?
    for name in (isResult ? [""] : []) + (try names(&problems)) {
      if let listed, listed.isEmpty || name.hasPrefix(listed + "/") { continue }
      let result = StoredResult.read(name, in: folder(of: name), isListed: true)
      guard let report = result.readable else {
        problems.append(result.problem ?? "`\(folder(of: name))` is of an older format")
        continue
      }
      if report.matrix != nil, hasPoints || name.isEmpty {
        rows += try points(of: name, report)
        listed = name
      } else {
        rows.append(ResultRow(report))
      }
    }
    return rows
  }

  /// The rows of `runs.csv`: its number, what the matrix sets, how it ended, its numbers.
  private func points(of name: String, _ report: Report) throws(FileProblem) -> [ResultRow] {
    let path = folder(of: name) + "/" + ResultsFolder.runs
    let file = try RegularFile(CheckedPath.named(path))
    let text = String(decoding: try file.bytes(limit: 1 << 30), as: UTF8.self)
    var rows = CSVText.rows(of: text)[...]
    guard let header = rows.popFirst() else { return [] }
    let axes = Set(report.matrix?.axes.map { $0.key } ?? [])
    return rows.map { cells in
      var (status, settings) = ("", [(key: String, value: String)]())
      var numbers: [String: ResultRow.Cell] = [:]
      for (title, cell) in zip(header, cells) where !cell.isEmpty {
        if axes.contains(title) {
          settings.append((title, cell))
        } else if title == "status" {
          status = cell
        } else if let number = Double(cell) {
          numbers[title] = .number(number)
        }
      }
      return ResultRow(
        experiment: report.experiment, status: status, settings: settings, configuration: nil,
        numbers: numbers)
    }
  }
}
