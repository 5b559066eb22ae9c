package import Documents
package import Schemas

/// Numbers moved and stretched by what the training rows are like.
///
/// - Source: scikit-learn's MinMaxScaler, StandardScaler, RobustScaler (with its defaults); `mean` is
///   known as mean normalization.
package struct Scale: Preparation {
  package static let title = "scale"
  package static let summary =
    "Moves and stretches numbers by what the training rows are like; undone before anything is "
    + "measured."
  package static let keys: [Key<Scale>] = [
    .optional(
      "method", \.method,
      "How: `minmax` (the smallest and largest become the ends of `range`), `standard` (mean 0, standard "
        + "deviation 1), `robust` (median 0, the middle half has the width 1), `mean` (mean 0, width 1)."
    ),
    .optional(
      "range", \.range, "For `minmax`: what the smallest and the largest become.", .float32),
    .optional("columns", \.columns, "The columns; all of numbers by default."),
  ]
  package static let examples = [
    "scale: {method: minmax, range: [-1, 1]}", "scale: {method: standard, columns: [temperature]}",
  ]
  package static let shorthand: String? = "method"

  /// How numbers are scaled.
  package enum Method: String, SchemaEnumeration {
    case minmax, standard, robust, mean

    package static let kind = "scaling"
  }

  package var method = Method.standard
  package var range: [Double]?
  package var columns: [String]?

  package init() {}

  package func prepare(_ rows: inout PreparedRows) throws(DataError) -> DataValue {
    let range = range ?? [0, 1]
    guard range.count == 2, range[0] < range[1] else {
      throw .range(range.first ?? 0, range.last ?? 0)
    }
    var learned: [DataValue.Member] = []
    for place in try rows.numberColumns(columns) {
      let name = rows.columns[place].name
      let statistics = Statistics(try rows.training(place))
      let (offset, width, members) = self.parameters(statistics)
      guard width > 0 else { throw .constant(column: name, value: statistics.minimum) }
      let (low, height) = method == .minmax ? (range[0], range[1] - range[0]) : (0, 1)
      rows.change(place) { column in
        let scaled = (column.numbers ?? []).map { ($0 - offset) / width * height + low }
        let factor = width / height
        column.transform(scaled, undo: .affine(factor: factor, offset: offset - low * factor))
      }
      learned.append(.init(name, .mapping(members.map { .init($0.0, .double($0.1)) })))
    }
    return .mapping(learned)
  }

  /// What becomes 0, what becomes 1 in width, and what was learned by its names.
  private func parameters(
    _ training: Statistics
  ) -> (offset: Double, width: Double, [(String, Double)]) {
    let (minimum, maximum) = (training.minimum, training.maximum)
    let ends = [("minimum", minimum), ("maximum", maximum)]
    switch method {
    case .minmax: return (minimum, maximum - minimum, ends)
    case .standard:
      let deviation = training.standardDeviation
      return (
        training.mean, deviation, [("mean", training.mean), ("standard_deviation", deviation)]
      )
    case .robust:
      let (low, middle, high) = (
        training.quantile(0.25), training.quantile(0.5), training.quantile(0.75)
      )
      return (
        middle, high - low, [("median", middle), ("quartile_1", low), ("quartile_3", high)]
      )
    case .mean: return (training.mean, maximum - minimum, [("mean", training.mean)] + ends)
    }
  }
}

/// What numbers are like, in float64, added up in their order.
struct Statistics {
  private let numbers: [Double]

  /// - Precondition: there is a number
  init(_ numbers: [Double]) {
    self.numbers = numbers
  }

  var minimum: Double { numbers.reduce(numbers[0]) { Swift.min($0, $1) } }
  var maximum: Double { numbers.reduce(numbers[0]) { Swift.max($0, $1) } }
  var mean: Double { numbers.reduce(0, +) / Double(numbers.count) }

  /// Of the numbers themselves: divided by their count. Zero where all are equal, whatever is lost in
  /// their mean.
  var standardDeviation: Double {
    if minimum == maximum { return 0 }
    let mean = mean
    let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(numbers.count)).squareRoot()
  }

  /// By linear interpolation between the two nearest, as NumPy's default.
  func quantile(_ share: Double) -> Double {
    let sorted = numbers.sorted()
    let place = share * Double(sorted.count - 1)
    let low = Int(place)
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (sorted[high] - sorted[low]) * (place - Double(low))
  }
}
