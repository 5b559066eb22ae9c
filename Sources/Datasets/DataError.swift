package import Graphs

/// Why data cannot be transformed.
package enum DataError: Error, Sendable, Hashable {
  /// A reshape would have to make or drop elements.
  case elementCount(from: Shape, to: Shape)
  /// A shape without sizes, so without samples.
  case noAxes
  /// A slice of an axis that there is not.
  case axis(Int, of: Shape)
  /// A slice that reaches beyond its axis.
  case slice(start: Int, count: Int, axis: Int, of: Shape)

  /// The argument that is wrong.
  package var key: String {
    switch self {
    case .elementCount, .noAxes: "shape"
    case .axis: "axis"
    case .slice(let start, _, let axis, let shape): start < shape[axis] ? "count" : "start"
    }
  }
}
