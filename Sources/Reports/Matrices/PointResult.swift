import Datasets
import Documents
import Experiments
import Training

/// What is kept of one point of a matrix.
package struct PointResult: Sendable {
  package let status: ReportStatus
  /// Nil where it was not trained.
  let epochs: Int?
  /// The numbers of its report, by their paths.
  package let numbers: [(path: String, value: Double)]
  /// What it costs; nil where it was not trained.
  let cost: TrainingCost?
  /// The experiment as it was run, every default written out; of a matrix's first point alone.
  let configuration: DataValue?

  /// - Parameter isFirst: whether it is the matrix's first point
  package init(_ outcome: Outcome, status: ReportStatus, isFirst: Bool) {
    self.status = status
    configuration = isFirst ? outcome.experiment.experiment.encoded : nil
    epochs = outcome.result.epochs
    cost = outcome.cost
    let last = outcome.result.last
    var numbers = zip(last.names, last.values).map { (path: "final.\($0)", value: $1) }
    for (part, values) in outcome.evaluation.parts {
      numbers += values.map { ("\(part.name).\($0.name)", $0.value) }
    }
    for (baseline, parts) in outcome.evaluation.baselines {
      for (part, values) in parts {
        numbers += values.map { ("baseline.\(baseline).\(part.name).\($0.name)", $0.value) }
      }
    }
    self.numbers = numbers
  }

  /// A point that cannot be run.
  package init(invalid: Void) {
    status = .invalid
    epochs = nil
    cost = nil
    configuration = nil
    numbers = []
  }
}

/// The mean and so on of some numbers.
struct Statistics: Sendable {
  let count: Int
  let mean: Double
  /// n − 1; nil of fewer than two.
  let standardDeviation: Double?
  let minimum: Double
  /// Of an even count the mean of the two in the middle.
  let median: Double
  let maximum: Double

  /// Nil without a finite number.
  init?(of all: [Double?]) {
    let numbers = all.compactMap { $0 }.filter { $0.isFinite }.sorted()
    guard let first = numbers.first, let last = numbers.last else { return nil }
    count = numbers.count
    // In the order of size, which does not depend on the order of the points.
    let sum = numbers.reduce(0, +)
    let mean = sum / Double(numbers.count)
    self.mean = mean
    standardDeviation =
      numbers.count < 2
      ? nil
      : (numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count - 1))
        .squareRoot()
    minimum = first
    maximum = last
    let middle = numbers.count / 2
    median =
      numbers.count % 2 == 1
      ? numbers[middle] : (numbers[middle - 1] + numbers[middle]) / 2
  }

  /// The names in files of those that are of the numbers' unit.
  static let names = ["mean", "standard_deviation", "minimum", "median", "maximum"]

  /// One of them by its name in files.
  subscript(name: String) -> Double? {
    switch name {
    case "mean": mean
    case "standard_deviation": standardDeviation
    case "minimum": minimum
    case "median": median
    case "maximum": maximum
    default: nil
    }
  }
}
