package import Engine
package import Graphs
package import Schemas

/// Every element 0.
///
/// - Source: https://keras.io/api/layers/initializers/
package struct Zeros: Initializer, Configurable {
  package static let title = "zeros"
  package static let summary =
    "Every element 0."
  package static let keys: [Key<Zeros>] = []
  package static let examples = ["zeros"]

  package init() {}

  package func values(_ shape: Shape, from random: inout RandomStream) -> [Float] {
    [Float](repeating: 0, count: shape.elementCount)
  }
}

/// Every element 1.
///
/// - Source: https://keras.io/api/layers/initializers/
package struct Ones: Initializer, Configurable {
  package static let title = "ones"
  package static let summary =
    "Every element 1."
  package static let keys: [Key<Ones>] = []
  package static let examples = ["ones"]

  package init() {}

  package func values(_ shape: Shape, from random: inout RandomStream) -> [Float] {
    [Float](repeating: 1, count: shape.elementCount)
  }
}

/// Every element the same number.
///
/// - Source: https://keras.io/api/layers/initializers/
package struct Constant: Initializer, Configurable {
  package static let title = "constant"
  package static let summary =
    "Every element the same number."
  package static let keys: [Key<Constant>] = [
    .optional("value", \.value, "The number.", .float32)
  ]
  package static let examples = ["constant", "constant: {value: -2}"]
  package static let shorthand: String? = "value"

  package var value = 0.0

  package init() {}

  package func values(_ shape: Shape, from random: inout RandomStream) -> [Float] {
    [Float](repeating: Float(value), count: shape.elementCount)
  }
}
