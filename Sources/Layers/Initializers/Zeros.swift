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

  package init() {}

  package func values(_ shape: Shape, from random: inout RandomStream) -> [Float] {
    [Float](repeating: 0, count: shape.elementCount)
  }
}
