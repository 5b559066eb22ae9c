import Graphs
import Training

/// What numbers of the data must be for a layer, a loss or a metric.
package enum NumberRule: Sendable, Hashable {
  /// Whole numbers from 0 up to, but without, this one.
  case whole(below: Int)
  /// From 0 to 1.
  case zeroToOne
  /// From 0 to 1, and 1 in all in each row.
  case distribution

  /// How far the sum of a row may be from 1: what some decimals lose.
  static let tolerance: Float = 1e-3

  init?(_ numbers: TargetForm.Numbers, target: Shape, prediction: Shape) {
    switch numbers {
    case .any: return nil
    case .zeroToOne: self = .zeroToOne
    case .distribution: self = .distribution
    case .labels(let classes): self = .whole(below: classes)
    case .classes:
      // One-hot targets may be anything: the largest counts.
      if target == prediction { return nil }
      self = .whole(below: prediction.dimensions.last ?? 1)
    }
  }

  /// The first place where a tensor breaks the rule; nil where it holds.
  ///
  /// - Parameter tensor: [samples, …]
  func firstBreach(in tensor: Tensor) -> NumberBreach? {
    let columns = tensor.shape.dimensions.last ?? 1
    for (index, value) in tensor.values.enumerated() {
      switch self {
      case .whole(let limit):
        if value != value.rounded() || value < 0 || value >= Float(limit) {
          return NumberBreach(of: self, value, at: index, in: tensor.shape)
        }
      case .zeroToOne:
        if !(0...1).contains(value) {
          return NumberBreach(of: self, value, at: index, in: tensor.shape)
        }
      case .distribution:
        guard index % columns == columns - 1 else { continue }
        let row = tensor.values[(index + 1 - columns)...index]
        let sum = row.reduce(0, +)
        let isFine = row.allSatisfy { (0...1).contains($0) } && abs(sum - 1) <= Self.tolerance
        if !isFine { return NumberBreach(of: self, sum, at: index, in: tensor.shape) }
      }
    }
    return nil
  }
}

/// A number of the data that is not what it must be.
package struct NumberBreach: Sendable, Hashable {
  package let rule: NumberRule
  /// The number, or the sum of its row.
  package let value: Float
  /// From zero: the sample, then the axes inside it; without the last one for rows, and where it is 1.
  package let place: [Int]

  init(of rule: NumberRule, _ value: Float, at index: Int, in shape: Shape) {
    self.rule = rule
    self.value = value
    var (rest, place) = (index, [Int]())
    for size in shape.dimensions.reversed() {
      place.insert(rest % size, at: 0)
      rest /= size
    }
    let isRow = rule == .distribution || place.count > 1 && shape.dimensions.last == 1
    self.place = isRow ? place.dropLast() : place
  }
}
