package import Graphs

/// Why data cannot be transformed.
package enum DataError: Error, Sendable, Hashable {
  /// A reshape would have to make or drop elements.
  case elementCount(from: Shape, to: Shape)
  /// A shape without sizes, so without samples.
  case noAxes
}
