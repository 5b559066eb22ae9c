import Graphs
package import Schemas

/// Some of the columns.
package struct SelectFeatures: Transformation {
  package static let title = "select"
  package static let summary =
    "Keeps some features, by the names of their columns or by their places on the last axis, from 0."
  package static let keys: [Key<SelectFeatures>] = [
    .required("columns", \.columns, "The features, in the order in which they are to stand.")
  ]
  package static let examples = ["select: [temperature]", "select: [0, 2]"]
  package static let shorthand: String? = "columns"

  package var columns: [String] = []

  package init() {}

  package func apply(
    to content: SampleContent, _ context: inout SampleContext
  ) throws(DataError) -> SampleContent {
    switch content {
    case .table(let table):
      return .numbers(try table.numbers(at: try table.numberColumns(columns)))
    case .numbers(let samples):
      guard samples.shape.rank > 1 else {
        throw .rank(step: Self.title, needed: 2, samples.shape)
      }
      let axis = samples.shape.rank - 1
      guard samples.lengths == nil else { throw .ragged(step: Self.title) }
      let names = samples.columns ?? (0..<samples.shape[axis]).map { String($0) }
      var places: [Int] = []
      for column in columns {
        guard let place = names.firstIndex(of: column) else {
          throw .unknownColumn(column, known: names)
        }
        places.append(place)
      }
      return .numbers(
        samples.picked(axis: axis, places, columns: samples.columns == nil ? nil : columns))
    }
  }
}

extension Table {
  /// - Throws: `notFinite` for a number that float32 does not hold
  func checkRange(of place: Int) throws(DataError) {
    let limit = Double(Float.greatestFiniteMagnitude)
    let numbers = columns[place].numbers ?? []
    if let row = numbers.firstIndex(where: { $0.magnitude > limit }) {
      throw .notFinite(column: columns[place].name, self.place(ofRow: row))
    }
  }

  /// Columns of numbers beside one another: [rows, columns].
  package func numbers(at places: [Int]) throws(DataError) -> Samples {
    let lists = places.map { columns[$0].numbers ?? [] }
    for (place, list) in zip(places, lists) {
      if let row = list.firstIndex(where: { $0.isNaN }) {
        throw .gap(column: columns[place].name, self.place(ofRow: row))
      }
      try checkRange(of: place)
    }
    var values: [Float] = []
    var sources: [Int32] = []
    values.reserveCapacity(rowCount * lists.count)
    sources.reserveCapacity(rowCount * lists.count)
    for row in 0..<rowCount {
      for (place, list) in zip(places, lists) {
        values.append(Float(list[row]))
        sources.append(Int32(row * columns.count + place))
      }
    }
    return Samples(
      [rowCount, lists.count], values, places: sources, columns: places.map { columns[$0].name })
  }
}
