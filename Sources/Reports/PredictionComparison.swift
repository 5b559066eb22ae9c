import Documents
import Experiments
import Graphs

/// Predictions beside what they should be, both rounded.
package struct PredictionComparison: Sendable, Hashable {
  /// A prediction that is another than it should be.
  package struct Difference: Sendable, Hashable {
    /// Its index, row-major, where all outputs follow one another.
    package let index: Int
    /// Both rounded.
    package let expected: Double
    package let actual: Double
  }

  package let count: Int
  package private(set) var equalCount = 0
  /// The first that differs, if any does.
  package private(set) var first: Difference?

  /// - Parameter values: one an output
  init(_ expectation: PredictionExpectation, _ values: [OriginalValues]) {
    let decimals = expectation.decimals
    // Listed ones as float32, like the target and the predictions: 0.35 is the same number on both sides.
    let wanted =
      switch expectation.equal {
      case .target: values.flatMap { $0.targets }
      case .values(let listed): listed.map { Double(Float($0)) }
      }
    count = values.reduce(0) { $0 + $1.predictions.count }
    for (index, (wanted, given)) in zip(wanted, values.lazy.flatMap { $0.predictions }).enumerated()
    {
      let expected = Self.rounded(wanted, decimals: decimals)
      let actual = Self.rounded(given, decimals: decimals)
      if expected == actual {
        equalCount += 1
      } else if first == nil {
        first = Difference(index: index, expected: expected, actual: actual)
      }
    }
  }

  /// Half to even; a float32 times a power of ten up to 10^6 is exact, so this rounds once. Zero
  /// has no sign.
  package static func rounded(_ value: Double, decimals: Int) -> Double {
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    let result = (value * scale).rounded(.toNearestOrEven) / scale
    return result == 0 ? 0 : result
  }
}

extension Outcome {
  /// The predictions on one line, where they are so few that a person reads them: in the decimals that are
  /// expected, else in three digits.
  package var fewPredictions: String? {
    guard values.count == 1, values[0].predictions.count <= 8 else { return nil }
    let decimals = experiment.experiment.expect?.predictions?.decimals
    return values[0].predictions.map { value in
      decimals.map { DecimalText.text(value, decimals: $0) }
        ?? DecimalText.significant(value, digits: 3)
    }.joined(separator: " ")
  }
}
