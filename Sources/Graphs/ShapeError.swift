/// Why an operation cannot take its inputs.
package enum ShapeError: Error, Sendable, Hashable {
  /// The operation needs another number of axes.
  case rank(operation: String, expected: Int, actual: Shape)
  /// Two shapes do not fit together.
  case mismatch(operation: String, left: Shape, right: Shape)
  /// A reshape would have to make or drop elements.
  case elementCount(from: Shape, to: Shape)
  /// The parts into which an axis is to be cut do not add up to its size.
  case indivisible(axis: Int, of: Shape, parts: Int)
  /// The operation has no reverse-mode rule.
  case notDifferentiable(operation: String)
}
