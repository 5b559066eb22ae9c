import Documents

/// The parts of the data.
package enum Part: UInt8, Sendable, CaseIterable {
  case train, validation, test

  package var name: String {
    switch self {
    case .train: "train"
    case .validation: "validation"
    case .test: "test"
    }
  }
}

/// The rows of a table while they are prepared. What a step learns it can learn from `training`
/// alone: that is all there is to ask for.
package struct PreparedRows: Sendable {
  package private(set) var table: Table
  /// The part of each row.
  package private(set) var parts: [Part]

  package init(_ table: Table, parts: [Part]) {
    self.table = table
    self.parts = parts
  }

  package var columns: [Column] { table.columns }

  /// The places of the number columns that a step is for: those named, or all. They have no gaps.
  ///
  /// - Throws: `unknownColumn`, `columnKind`, `gap`
  func numberColumns(_ names: [String]?) throws(DataError) -> [Int] {
    let places = try table.numberColumns(names)
    for place in places { try checkGaps(columns[place]) }
    return places
  }

  /// - Throws: `gap`
  func checkGaps(_ column: Column) throws(DataError) {
    if let row = (0..<column.count).first(where: { column.isGap($0) }) {
      throw .gap(column: column.name, table.place(ofRow: row))
    }
  }

  /// The training rows' numbers of a column, gaps left out: what steps learn from.
  ///
  /// - Throws: `allGaps`
  func training(_ place: Int) throws(DataError) -> [Double] {
    let numbers = columns[place].numbers ?? []
    let known = numbers.indices.filter { parts[$0] == .train && !numbers[$0].isNaN }.map {
      numbers[$0]
    }
    guard !known.isEmpty else { throw .allGaps(column: columns[place].name) }
    return known
  }

  /// The categories of the training rows of a column, in the order of their code points.
  func trainingCategories(_ codes: [Int32], names: [String]) -> [String] {
    let seen = Set(codes.indices.filter { parts[$0] == .train && codes[$0] >= 0 }.map { codes[$0] })
    return seen.map { names[Int($0)] }.sorted { Self.precedes($0, $1) }
  }

  /// The order of the code points, which no locale changes.
  static func precedes(_ a: String, _ b: String) -> Bool {
    a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars)
  }

  /// Changes one column in its place.
  mutating func change(_ place: Int, _ body: (inout Column) -> Void) {
    body(&table.columns[place])
  }

  /// Puts columns where one stood.
  ///
  /// - Throws: `repeatedColumn`
  mutating func replace(_ place: Int, by columns: [Column]) throws(DataError) {
    table.columns.replaceSubrange(place...place, with: columns)
    try checkNames()
  }

  /// Adds columns behind a place, or at the end.
  ///
  /// - Throws: `repeatedColumn`
  mutating func insert(_ columns: [Column], behind place: Int? = nil) throws(DataError) {
    table.columns.insert(contentsOf: columns, at: place.map { $0 + 1 } ?? table.columns.count)
    try checkNames()
  }

  mutating func select(_ places: [Int]) {
    table.columns = places.map { table.columns[$0] }
  }

  private func checkNames() throws(DataError) {
    var seen: Set<String> = []
    if let again = columns.first(where: { !seen.insert($0.name).inserted }) {
      throw .repeatedColumn(again.name)
    }
  }

  /// Leaves out the first rows, for which a step has no value.
  ///
  /// - Throws: `noRows` where none is left to train on
  mutating func dropFirst(_ count: Int) throws(DataError) {
    table.dropFirst(count)
    parts.removeFirst(min(count, parts.count))
    guard parts.contains(.train) else { throw .noRows }
  }

  /// Replaces all rows.
  mutating func replaceRows(_ columns: [Column], parts: [Part]) {
    table = table.replacing(columns)
    self.parts = parts
  }

  /// The rows of a part, which follow one another.
  package func range(of part: Part) -> Range<Int>? {
    guard let first = parts.firstIndex(of: part), let last = parts.lastIndex(of: part) else {
      return nil
    }
    return first..<last + 1
  }
}
