package import Graphs

/// A target in the units of the source: what its numbers were before they were prepared, and what
/// predictions of them mean.
package struct TargetUnits: Sendable {
  /// [samples, …]
  package let shape: Shape
  /// As the network sees them.
  private let values: [Float]
  /// For each value its row and column in the prepared table; nil where it is no value of a table.
  private let places: [Int32]?
  private let rows: PreparedRows?

  package init(_ samples: Samples, _ rows: PreparedRows?) {
    shape = samples.shape
    values = samples.values
    places = rows == nil ? nil : samples.places
    self.rows = rows
  }

  /// Whether the numbers are values of rows, so that they have a time and something before it.
  package var areRows: Bool { places != nil }

  private var columns: [Column] { rows?.columns ?? [] }

  /// The row and the column of a value; nil where it has none.
  package func place(of index: Int) -> (row: Int, column: Int)? {
    guard let place = places?[index], place >= 0 else { return nil }
    return (Int(place) / columns.count, Int(place) % columns.count)
  }

  /// The targets in the source's units.
  package var targets: [Double] {
    values.indices.map { index in
      guard let (row, column) = place(of: index), let original = columns[column].original else {
        return Double(values[index])
      }
      return original[row]
    }
  }

  /// Predictions of the targets in the source's units. Where they have another shape than the targets,
  /// such as probabilities of labels, they stay what they are.
  ///
  /// - Parameters:
  ///   - predictions: of all samples
  ///   - fed: the samples that build on the predictions of those before them
  package func restored(_ predictions: [Float], fed: [Int] = []) -> [Double] {
    var result = predictions.map { Double($0) }
    guard areRows, predictions.count == values.count, shape[0] > 0 else { return result }
    let size = values.count / shape[0]
    let fedSamples = Set(fed)
    var chains: [Int: RestoredRows] = [:]
    for sample in 0..<shape[0] {
      // By column, in the order of the rows.
      var found: [(column: Int, row: Int, index: Int)] = []
      for index in sample * size..<(sample + 1) * size {
        if let (row, column) = place(of: index) { found.append((column, row, index)) }
      }
      found.sort { ($0.column, $0.row) < ($1.column, $1.row) }
      var start = 0
      while start < found.count {
        let column = found[start].column
        let end = found[start...].firstIndex { $0.column != column } ?? found.count
        let group = found[start..<end]
        var chain = fedSamples.contains(sample) ? chains[column] ?? RestoredRows() : RestoredRows()
        let restored = columns[column].restored(
          group.map { ($0.row, result[$0.index]) }, behind: &chain)
        if fedSamples.contains(sample) { chains[column] = chain }
        for (one, value) in zip(group, restored) { result[one.index] = value }
        start = end
      }
    }
    return result
  }

  /// The names of the columns that the values are of, in the order of the table, where there are
  /// several.
  package var columnNames: [(place: Int, name: String)] {
    let used = Set(values.indices.compactMap { place(of: $0)?.column }).sorted()
    return used.count > 1 ? used.map { ($0, columns[$0].name) } : []
  }

  /// The time of each row, where the table has times.
  package var timeTexts: [String]? { rows?.table.timeTexts }

  /// The values of a column in the source's units.
  func original(of column: Int) -> [Double] { columns[column].original ?? [] }

  /// The rows of a part.
  func rows(of part: Part) -> Range<Int>? { rows?.range(of: part) }

  /// For each value what errors are divided by: the mean magnitude of the training rows' difference
  /// from the row a season before, in the source's units; NaN where no two rows are that far apart.
  package func scales(season: Int) -> [Double] {
    var known: [Int: Double] = [:]
    return values.indices.map { index in
      guard let (_, column) = place(of: index) else { return .nan }
      if let scale = known[column] { return scale }
      let scale = scale(of: column, season: season)
      known[column] = scale
      return scale
    }
  }

  private func scale(of column: Int, season: Int) -> Double {
    guard let rows = rows(of: .train), rows.count > season else { return .nan }
    let numbers = original(of: column)
    let sum = rows.dropFirst(season).reduce(0.0) { $0 + abs(numbers[$1] - numbers[$1 - season]) }
    return sum / Double(rows.count - season)
  }
}
