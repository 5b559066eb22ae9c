package import Documents
package import Schemas
package import YAML

/// Rows of equal stretches of time, each made of the rows in it.
package struct Resample: Preparation {
  package static let title = "resample"
  package static let summary =
    "One row for each stretch of time: the sum, the mean or the last of the rows in it, gaps left out. A "
    + "stretch without rows is a gap. A stretch belongs to the part of its last row, so no part sees the "
    + "rows of a later one."
  package static let keys: [Key<Resample>] = [
    .required(
      "every", \.every,
      "The stretch: a count and `minutes`, `hours`, `days`, `weeks` (from Monday), `months` or `years`."
    ),
    .optional(
      "by", \.aggregate, "What becomes of the rows: their `sum`, their `mean`, or the `last`."),
    .optional("column", \.column, "The column of times; the only one by default."),
  ]
  package static let examples = [
    "resample: {every: {days: 1}, by: sum}", "resample: {every: {months: 1}}",
  ]

  /// What becomes of the rows of a stretch.
  package enum Aggregate: String, SchemaEnumeration {
    case sum, mean, last

    package static let kind = "aggregate"

    /// Of numbers without gaps; NaN where there is none.
    func value(of numbers: [Double]) -> Double {
      guard let last = numbers.last else { return .nan }
      return switch self {
      case .sum: numbers.reduce(0, +)
      case .mean: numbers.reduce(0, +) / Double(numbers.count)
      case .last: last
      }
    }
  }

  package var every = Stretch()
  package var aggregate = Aggregate.mean
  package var column: String?

  package init() {}

  package func prepare(_ rows: inout PreparedRows) throws(DataError) -> DataValue {
    let (place, given) = try rows.table.times(column)
    try rows.checkGaps(rows.columns[place])
    let times = given.compactMap { $0 }
    if let row = times.indices.dropFirst().first(where: { times[$0] <= times[$0 - 1] }) {
      throw .timeOrder(
        rows.table.place(ofRow: row), time: times[row].text, before: times[row - 1].text)
    }
    for column in rows.columns where column.kind == .category || column.kind == .text {
      throw .columnKind(column.name, column.kind, wanted: .number)
    }
    let numbers = times.map { every.number(of: $0) }
    guard let first = numbers.first, let last = numbers.last else { throw .noRows }
    let limit = 1 << 26
    guard last - first < limit else { throw .tooMany(limit: limit) }
    var ranges: [Range<Int>] = []
    var row = 0
    for stretch in first...last {
      let start = row
      while row < numbers.count, numbers[row] == stretch { row += 1 }
      ranges.append(start..<row)
    }
    // A stretch without rows belongs where the one before it does.
    let parts = ranges.map { rows.parts[$0.isEmpty ? $0.lowerBound - 1 : $0.upperBound - 1] }
    let columns = rows.columns.map { column in
      guard let numbers = column.numbers else {
        return Column(column.name, .times((first...last).map { every.start(of: $0) }))
      }
      return Column(
        column.name,
        .numbers(
          ranges.map { range in aggregate.value(of: range.map { numbers[$0] }.filter { !$0.isNaN })
          }
        ))
    }
    rows.replaceRows(columns, parts: parts)
    return .mapping([])
  }
}

/// A stretch of time, of which all times are made, one behind the other.
package struct Stretch: Configurable {
  package static let title = "every"
  package static let summary = "A stretch of time: one of its keys."
  package static let keys: [Key<Stretch>] = [
    .optional("minutes", \.minutes, "Counted from midnight, 1970-01-01.", .within(1, 1_000_000)),
    .optional("hours", \.hours, "Counted from midnight, 1970-01-01.", .within(1, 1_000_000)),
    .optional("days", \.days, "Counted from 1970-01-01.", .within(1, 1_000_000)),
    .optional("weeks", \.weeks, "From Monday to Sunday.", .within(1, 100_000)),
    .optional("months", \.months, "Counted from January 1970.", .within(1, 10_000)),
    .optional("years", \.years, "Counted from 1970.", .within(1, 1000)),
  ]

  package var minutes: Int?
  package var hours: Int?
  package var days: Int?
  package var weeks: Int?
  package var months: Int?
  package var years: Int?

  package init() {}

  package func checkTogether(_ names: [String], of node: Node, _ decoder: inout Decoder) {
    let all = Self.keys.map { $0.name }
    let given = all.filter { names.contains($0) }
    if given.count > 1 { decoder.report(.alternatives(given, owner: Self.title), at: node.range) }
    guard given.isEmpty else { return }
    decoder.report(
      .missingKey(name: "days", owner: Self.title, summary: Self.summary),
      at: decoder.owner ?? node.range)
  }

  /// Microseconds, and where the first stretch begins.
  private var fixed: (width: Int, origin: Int)? {
    if let minutes { return (minutes * 60 * Moment.second, 0) }
    if let hours { return (hours * Moment.hour, 0) }
    if let days { return (days * Moment.day, 0) }
    // The first Monday of 1970 is the fifth of January.
    return weeks.map { ($0 * 7 * Moment.day, 4 * Moment.day) }
  }

  private var countOfMonths: Int { months ?? 12 * (years ?? 1) }

  private static func floor(_ number: Int, by width: Int) -> Int {
    number >= 0 ? number / width : -((-number + width - 1) / width)
  }

  /// The place of the stretch that a time is in, among all.
  func number(of moment: Moment) -> Int {
    if let (width, origin) = fixed {
      return Self.floor(moment.microseconds - origin, by: width)
    }
    let date = moment.date
    return Self.floor((date.year - 1970) * 12 + date.month - 1, by: countOfMonths)
  }

  /// Where a stretch begins.
  func start(of number: Int) -> Moment {
    if let (width, origin) = fixed { return Moment(microseconds: number * width + origin) }
    let months = number * countOfMonths
    let year = 1970 + Self.floor(months, by: 12)
    return Moment(year: year, month: months - Self.floor(months, by: 12) * 12 + 1)
  }
}
