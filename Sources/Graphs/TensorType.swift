/// What a value of a graph is: the sizes of its axes and the kind of its elements.
package struct TensorType: Sendable, Hashable {
  /// A kind of element, by NumPy's name.
  package enum Element: String, Sendable, Hashable, CaseIterable {
    case float32, float64, int32
    /// A word that is zero for false and anything else for true.
    case bool

    /// The words of four bytes that an element takes.
    package var wordCount: Int {
      switch self {
      case .float32, .int32, .bool: 1
      case .float64: 2
      }
    }
  }

  package let shape: Shape
  package let element: Element

  package init(_ shape: Shape, _ element: Element = .float32) {
    self.shape = shape
    self.element = element
  }

  /// The size in words, as an arena counts; `Int.max` where it does not fit.
  package var wordCount: Int {
    let (count, overflow) = shape.elementCount.multipliedReportingOverflow(by: element.wordCount)
    return overflow ? Int.max : count
  }

  /// The size in bytes, exact enough for sizes that no integer holds.
  package var byteEstimate: Double {
    shape.dimensions.reduce(4 * Double(element.wordCount)) { $0 * Double($1) }
  }
}

/// The elements that an operation takes. What it does not take is refused when it is appended, since
/// its kernels would read the words of one kind as those of another.
package enum OperandElements: Sendable {
  /// Every operand has elements of this kind.
  case all(TensorType.Element)
  /// Any kind, the same in all operands: the operation moves elements and computes nothing.
  case alike
  /// A kind for each operand.
  case each([TensorType.Element])

  /// - Throws: `ShapeError.element` for the first operand that does not fit
  package func check(_ inputs: [TensorType?], of operation: String) throws(ShapeError) {
    let first = inputs.lazy.compactMap { $0?.element }.first
    for (index, input) in inputs.enumerated() {
      guard let input else { continue }
      let expected: TensorType.Element =
        switch self {
        case .all(let element): element
        case .alike: first ?? input.element
        case .each(let elements): elements[index]
        }
      guard input.element == expected else {
        throw .element(operation: operation, expected: expected, actual: input.element)
      }
    }
  }
}
