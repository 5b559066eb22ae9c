/// What a value of a graph is: the sizes of its axes and the numbers it holds.
package struct TensorType: Sendable, Hashable {
  package enum Element: Sendable, Hashable {
    case float32, float64
  }

  package let shape: Shape
  package let element: Element

  package init(_ shape: Shape, _ element: Element = .float32) {
    self.shape = shape
    self.element = element
  }

  /// The size in floats, as an arena counts; `Int.max` where it does not fit.
  package var floatCount: Int {
    let count = shape.elementCount
    switch element {
    case .float32: return count
    case .float64:
      let (doubled, overflow) = count.multipliedReportingOverflow(by: 2)
      return overflow ? Int.max : doubled
    }
  }

  /// The size in bytes, exact enough for sizes that no integer holds.
  package var byteEstimate: Double {
    shape.dimensions.reduce(element == .float32 ? 4.0 : 8.0) { $0 * Double($1) }
  }
}
