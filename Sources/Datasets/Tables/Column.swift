import Schemas

/// What a column of a table holds.
package enum ColumnKind: String, SchemaEnumeration, Hashable {
  case number, category, time, text

  package static let kind = "column type"
}

/// One column of a table: a value a row.
package struct Column: Sendable {
  package enum Values: Sendable {
    /// float64; NaN is a gap.
    case numbers([Double])
    /// The place of each row's category among the names, or −1 for a gap.
    case categories([Int32], names: [String])
    /// Nil is a gap.
    case times([Moment?])
    case texts([String])
  }

  package var name: String
  package var values: Values
  /// The values before the steps of `undo`, in the units of the source; nil where they are `values`.
  package private(set) var before: [Double]?
  /// What metrics and predictions undo, in the order in which it was done.
  package private(set) var undo: [Undo] = []
  /// The rows whose value is no value of the source: a gap that was filled.
  package private(set) var filled: Set<Int> = []

  package init(_ name: String, _ values: Values) {
    self.name = name
    self.values = values
  }

  package var kind: ColumnKind {
    switch values {
    case .numbers: .number
    case .categories: .category
    case .times: .time
    case .texts: .text
    }
  }

  /// The numbers; nil for another kind.
  package var numbers: [Double]? {
    if case .numbers(let numbers) = values { numbers } else { nil }
  }

  /// The numbers in the units of the source; nil for another kind.
  package var original: [Double]? { before ?? numbers }

  package var count: Int {
    switch values {
    case .numbers(let all): all.count
    case .categories(let all, _): all.count
    case .times(let all): all.count
    case .texts(let all): all.count
    }
  }

  /// The rows that have no value.
  package func isGap(_ row: Int) -> Bool {
    switch values {
    case .numbers(let all): all[row].isNaN
    case .categories(let all, _): all[row] < 0
    case .times(let all): all[row] == nil
    case .texts: false
    }
  }

  /// Replaces the numbers by what a step makes of them, which can be undone.
  package mutating func transform(_ numbers: [Double], undo step: Undo) {
    before = original
    values = .numbers(numbers)
    undo.append(step)
  }

  /// Replaces the numbers by bounds that they exceed; the source's values stay what they are.
  package mutating func clip(to numbers: [Double]) {
    before = original
    values = .numbers(numbers)
  }

  /// Puts numbers into the gaps.
  package mutating func fill(_ numbers: [Double]) {
    for (row, number) in (self.numbers ?? []).enumerated() where number.isNaN {
      if !numbers[row].isNaN { filled.insert(row) }
    }
    if let before {
      // In the source's units, a filled number is what the steps before make of it.
      let places = before.indices.filter { before[$0].isNaN }
      let restored = restored(places.map { ($0, numbers[$0]) })
      var all = before
      for (place, value) in zip(places, restored) { all[place] = value }
      self.before = all
    }
    values = .numbers(numbers)
  }

  /// Leaves out the first rows; what later rows are computed from stays known to `undo`.
  package mutating func dropFirst(_ count: Int) {
    switch values {
    case .numbers(let all): values = .numbers(Array(all.dropFirst(count)))
    case .categories(let all, let names):
      values = .categories(Array(all.dropFirst(count)), names: names)
    case .times(let all): values = .times(Array(all.dropFirst(count)))
    case .texts(let all): values = .texts(Array(all.dropFirst(count)))
    }
    before = before.map { Array($0.dropFirst(count)) }
    undo = undo.map { $0.droppingFirst(count) }
    filled = Set(filled.compactMap { $0 < count ? nil : $0 - count })
  }

  /// The rows at these places; a column on which something was done that is to be undone keeps its
  /// order, so this is for a source's columns alone.
  package func rows(_ places: [Int]) -> Column {
    switch values {
    case .numbers(let all): Column(name, .numbers(places.map { all[$0] }))
    case .categories(let all, let names):
      Column(name, .categories(places.map { all[$0] }, names: names))
    case .times(let all): Column(name, .times(places.map { all[$0] }))
    case .texts(let all): Column(name, .texts(places.map { all[$0] }))
    }
  }
}
