/// The sizes of a tensor's axes, outermost first.
package struct Shape: Sendable, Hashable, ExpressibleByArrayLiteral, CustomStringConvertible {
  package let dimensions: [Int]

  package init(_ dimensions: [Int]) {
    self.dimensions = dimensions
  }

  package init(arrayLiteral dimensions: Int...) {
    self.dimensions = dimensions
  }

  package var rank: Int { dimensions.count }

  package subscript(axis: Int) -> Int { dimensions[axis] }

  /// The number of elements; `Int.max` where it does not fit.
  package var elementCount: Int {
    dimensions.reduce(1) { product, size in
      let (result, overflow) = product.multipliedReportingOverflow(by: size)
      return overflow ? Int.max : result
    }
  }

  /// The shape with one axis changed.
  package func replacing(axis: Int, with size: Int) -> Shape {
    var changed = dimensions
    changed[axis] = size
    return Shape(changed)
  }

  /// As a list: `[5, 1]`.
  package var description: String {
    "[" + dimensions.map { String($0) }.joined(separator: ", ") + "]"
  }
}

/// Why an operation cannot take its inputs, or cannot be differentiated.
package enum ShapeError: Error, Sendable, Hashable {
  /// The operation needs another number of axes.
  case rank(operation: String, expected: Int, actual: Shape)
  /// Two shapes do not fit together.
  case mismatch(operation: String, left: Shape, right: Shape)
  /// A reshape would have to make or drop elements.
  case elementCount(from: Shape, to: Shape)
  /// The parts into which an axis is to be cut do not add up to its size.
  case indivisible(axis: Int, of: Shape, parts: Int)
  /// Elements of a kind that the operation does not take.
  case element(operation: String, expected: TensorType.Element, actual: TensorType.Element)
  /// The operation sends no gradient to an input that needs one, and does not say so.
  case missingGradient(operation: String, input: Int)
  /// The operation has no reverse-mode rule.
  case notDifferentiable(operation: String)
}
