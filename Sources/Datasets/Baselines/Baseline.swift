package import Graphs
package import Schemas

/// A forecast that needs no network, beside which a network's is measured. A new one is one file and one
/// line in `AllBaselines`.
package protocol Baseline: Configurable {
  /// Whether it looks at the rows before those ahead, so that it needs a window.
  var looksBack: Bool { get }

  /// What it answers for each sample, in the units of the source, in the shape of the predictions; NaN
  /// where it knows nothing.
  func answers(_ data: BaselineData) -> [Double]
}

/// What a baseline may know.
package struct BaselineData: Sendable {
  package let units: TargetUnits
  /// The windows of the samples, where there are some.
  package let windows: DataStart.Windows?
  /// The samples that are trained on.
  package let training: [Int]
  /// For each sample the one whose known rows it is forecast from: itself, unless forecasts are fed back.
  package let origins: [Int]?
  /// Of the network: [samples, …].
  package let predictionShape: Shape

  package init(
    units: TargetUnits, windows: DataStart.Windows?, training: [Int], origins: [Int]? = nil,
    predictionShape: Shape
  ) {
    self.origins = origins
    self.units = units
    self.windows = windows
    self.training = training
    self.predictionShape = predictionShape
  }

  /// The numbers of one sample's target.
  private var targetSize: Int { units.shape.dimensions.dropFirst().reduce(1, *) }

  /// An answer for each value of the targets from the rows that are known by then.
  ///
  /// - Parameter answer: of the column's values in the source's units, the value's row and the last row
  ///   that is known
  func forecast(_ answer: (_ column: [Double], _ row: Int, _ last: Int) -> Double) -> [Double] {
    let size = targetSize
    guard let windows, predictionShape == units.shape else {
      return [Double](repeating: .nan, count: predictionShape.elementCount)
    }
    var columns: [Int: [Double]] = [:]
    return (0..<units.shape.elementCount).map { index in
      guard let (row, column) = units.place(of: index) else { return .nan }
      let numbers = columns[column] ?? units.original(of: column)
      columns[column] = numbers
      let sample = index / size
      let last = windows.starts[origins?[sample] ?? sample] - 1 - windows.window.gap
      return answer(numbers, row, last)
    }
  }

  /// The same answer for every sample.
  ///
  /// - Parameter answer: gives a sample's prediction of the training samples' targets, each a list
  func constant(_ answer: ([ArraySlice<Double>]) -> [Double]) -> [Double] {
    let size = targetSize
    let targets = units.targets
    let one = answer(training.map { targets[$0 * size..<($0 + 1) * size] })
    return Array(repeatElement(one, count: predictionShape[0]).joined())
  }

  /// The mean of the training rows of a column.
  func trainingMean(_ column: [Double]) -> Double {
    guard let rows = units.rows(of: .train) else { return .nan }
    return column[rows].reduce(0, +) / Double(rows.count)
  }
}

/// The baselines that a file can name.
package enum AllBaselines: Catalogue {
  package static let kind = "baseline"

  private static let kinds: [any Baseline.Type] = [
    LastValue.self,
    Seasonal.self,
    MeanOfTraining.self,
    Drift.self,
    Majority.self,
  ]

  package static let entries = kinds.map { entry($0) }

  private static func entry<Kind: Baseline>(
    _ kind: Kind.Type
  ) -> CatalogueEntry<any Baseline> {
    CatalogueEntry(kind) { $0 }
  }
}
