package import Documents
import Engine
package import Schemas

/// Some of the columns.
package struct SelectColumns: Preparation {
  package static let title = "select"
  package static let summary = "Keeps some columns, in the order in which they are named."
  package static let keys: [Key<SelectColumns>] = [
    .required("columns", \.columns, "The columns to keep.")
  ]
  package static let examples = ["select: [temperature, wind]"]
  package static let shorthand: String? = "columns"

  package var columns: [String] = []

  package init() {}

  package func prepare(_ rows: inout PreparedRows) throws(DataError) -> DataValue {
    var places: [Int] = []
    for name in columns {
      let place = try rows.table.place(of: name)
      guard !places.contains(place) else { throw .repeatedColumn(name) }
      places.append(place)
    }
    rows.select(places)
    return .mapping([])
  }
}

/// A column for each category of a column.
package struct OneHotColumns: Preparation {
  package static let title = "one_hot"
  package static let summary =
    "A column for each category of the training rows, `wind=N`, in the order of the code points: 1 where "
    + "the row has it, else 0. A category that the training rows do not have is 0 in all."
  package static let keys: [Key<OneHotColumns>] = [
    .required("columns", \.columns, "The columns of categories.")
  ]
  package static let examples = ["one_hot: {columns: [wind]}"]
  package static let shorthand: String? = "columns"

  package var columns: [String] = []

  package init() {}

  package func prepare(_ rows: inout PreparedRows) throws(DataError) -> DataValue {
    var learned: [DataValue.Member] = []
    for name in columns {
      let place = try rows.table.place(of: name)
      let column = rows.columns[place]
      guard case .categories(let codes, let names) = column.values else {
        throw .columnKind(name, column.kind, wanted: .category)
      }
      try rows.checkGaps(column)
      let categories = rows.trainingCategories(codes, names: names)
      let made = categories.map { category in
        let code = names.firstIndex(of: category).map { Int32($0) }
        return Column("\(name)=\(category)", .numbers(codes.map { $0 == code ? 1 : 0 }))
      }
      try rows.replace(place, by: made)
      learned.append(.init(name, .list(categories.map { .string($0) })))
    }
    return .mapping(learned)
  }
}

/// Columns of earlier rows.
package struct LagColumns: Preparation {
  package static let title = "lag"
  package static let summary =
    "Columns with the values some rows before, `sales-12`, behind each column. The first rows, which have "
    + "none, are left out."
  package static let keys: [Key<LagColumns>] = [
    .required("lags", \.lags, "How many rows before.", .within(1, 1_000_000_000)),
    .optional("columns", \.columns, "The columns; all of numbers by default."),
  ]
  package static let examples = ["lag: {lags: [1, 12], columns: [sales]}"]

  package var lags: [Int] = []
  package var columns: [String]?

  package init() {}

  package func prepare(_ rows: inout PreparedRows) throws(DataError) -> DataValue {
    let longest = lags.max() ?? 0
    guard longest < rows.table.rowCount else { throw .noRows }
    for place in try rows.numberColumns(columns).reversed() {
      let column = rows.columns[place]
      let numbers = column.numbers ?? []
      let made = lags.map { lag in
        Column(
          "\(column.name)-\(lag)",
          .numbers(numbers.indices.map { $0 < lag ? 0 : numbers[$0 - lag] }))
      }
      try rows.insert(made, behind: place)
    }
    try rows.dropFirst(longest)
    return .mapping([])
  }
}

/// What the calendar says of a time.
package struct Calendar: Preparation {
  package static let title = "calendar"
  package static let summary =
    "Columns of what the calendar says of each row's time, at the end: `hour`, or `hour_sin` and "
    + "`hour_cos` on a circle."
  package static let keys: [Key<Calendar>] = [
    .required(
      "parts", \.parts,
      "Which: `month` (1 to 12), `day` (1 to 31), `weekday` (0 is Monday), `day_of_year`, `hour`, `minute`."
    ),
    .optional("column", \.column, "The column of times; the only one by default."),
    .optional(
      "cyclic", \.isCyclic,
      "Whether a part becomes its sine and cosine, so that the last is beside the first."),
  ]
  package static let examples = ["calendar: {parts: [hour, weekday], cyclic: true}"]

  /// A part of a time.
  package enum TimePart: String, SchemaEnumeration {
    case month, day, weekday, hour, minute
    case dayOfYear = "day_of_year"

    package static let kind = "part of a time"

    /// The number, and the turn of the circle that it is.
    func value(of moment: Moment) -> (number: Int, turn: Double) {
      switch self {
      case .month: (moment.date.month, Double(moment.date.month - 1) / 12)
      case .day: (moment.date.day, Double(moment.date.day - 1) / 31)
      case .weekday: (moment.weekday, Double(moment.weekday) / 7)
      case .dayOfYear: (moment.dayOfYear, Double(moment.dayOfYear - 1) / 366)
      case .hour: (moment.hour, Double(moment.hour) / 24)
      case .minute: (moment.minute, Double(moment.minute) / 60)
      }
    }
  }

  package var column: String?
  package var parts: [TimePart] = []
  package var isCyclic = false

  package init() {}

  package func prepare(_ rows: inout PreparedRows) throws(DataError) -> DataValue {
    let (place, times) = try rows.table.times(column)
    try rows.checkGaps(rows.columns[place])
    var made: [Column] = []
    for part in parts {
      let values = times.map { part.value(of: $0 ?? Moment(microseconds: 0)) }
      guard isCyclic else {
        made.append(Column(part.rawValue, .numbers(values.map { Double($0.number) })))
        continue
      }
      let quarter = { (turn: Double) in turn < 0.75 ? turn + 0.25 : turn - 0.75 }
      made.append(Column("\(part.rawValue)_sin", .numbers(values.map { sineOfTurns($0.turn) })))
      made.append(
        Column("\(part.rawValue)_cos", .numbers(values.map { sineOfTurns(quarter($0.turn)) })))
    }
    try rows.insert(made)
    return .mapping([])
  }
}
