/// Named columns of one length.
package struct Table: Sendable {
  package var columns: [Column]
  /// What the source calls its rows: `data/airline.csv`, with the line of each; nil for data that is
  /// in no file.
  package private(set) var origin: Origin?

  /// Where the rows of a table come from.
  package struct Origin: Sendable {
    /// As the experiment's file names it.
    package let file: String
    /// From one, one a row.
    package let lines: [Int32]
  }

  package init(_ columns: [Column], origin: Origin? = nil) {
    self.columns = columns
    self.origin = origin
  }

  package var rowCount: Int { columns.first?.count ?? 0 }

  /// The place of a column.
  ///
  /// - Throws: `unknownColumn`
  package func place(of name: String) throws(DataError) -> Int {
    guard let place = columns.firstIndex(where: { $0.name == name }) else {
      throw .unknownColumn(name, known: columns.map { $0.name })
    }
    return place
  }

  /// The places of the number columns that are named, or of all.
  ///
  /// - Throws: `unknownColumn`, `columnKind` for a column of another kind
  package func numberColumns(_ names: [String]?) throws(DataError) -> [Int] {
    guard let names else { return columns.indices.filter { columns[$0].kind == .number } }
    var places: [Int] = []
    for name in names {
      let place = try place(of: name)
      guard columns[place].kind == .number else {
        throw .columnKind(name, columns[place].kind, wanted: .number)
      }
      places.append(place)
    }
    return places
  }

  /// The only column of times, or the one that is named.
  ///
  /// - Throws: `unknownColumn`, `columnKind`, `noTimes` where there is none
  package func times(_ name: String?) throws(DataError) -> (place: Int, times: [Moment?]) {
    let place: Int
    if let name {
      place = try self.place(of: name)
    } else if let only = columns.firstIndex(where: { $0.kind == .time }) {
      place = only
    } else {
      throw .noTimes
    }
    guard case .times(let times) = columns[place].values else {
      throw .columnKind(columns[place].name, columns[place].kind, wanted: .time)
    }
    return (place, times)
  }

  /// The text of each row's time, all to one precision, empty where a row has none; nil for a table
  /// without times.
  package var timeTexts: [String]? {
    guard case .times(let times)? = columns.first(where: { $0.kind == .time })?.values else {
      return nil
    }
    let precision = Moment.Precision(showing: times)
    return times.map { $0?.text(precision) ?? "" }
  }

  package mutating func dropFirst(_ count: Int) {
    for index in columns.indices { columns[index].dropFirst(count) }
    origin = origin.map { Origin(file: $0.file, lines: Array($0.lines.dropFirst(count))) }
  }

  /// The rows at these places, before anything was done to them.
  package func rows(_ places: [Int]) -> Table {
    Table(
      columns.map { $0.rows(places) },
      origin: origin.map { origin in
        Origin(file: origin.file, lines: places.map { origin.lines[$0] })
      })
  }

  /// Rows of other times: their lines in a file are no longer known.
  package func replacing(_ columns: [Column]) -> Table { Table(columns) }

  /// Where a row comes from, for messages: `data/airline.csv, line 7` or `row 6`.
  package func place(ofRow row: Int) -> RowPlace {
    if let origin { return .line(Int(origin.lines[row]), file: origin.file) }
    return .row(row)
  }
}

/// A row of the data, as messages call it.
package enum RowPlace: Sendable, Hashable {
  case line(Int, file: String)
  /// From zero.
  case row(Int)
}
