package import Engine
package import Graphs
package import Schemas

/// Every element 1.
///
/// - Source: https://keras.io/api/layers/initializers/
package struct Ones: Initializer, Configurable {
  package static let title = "ones"
  package static let summary =
    "Every element 1."
  package static let keys: [Key<Ones>] = []

  package init() {}

  package func values(_ shape: Shape, from random: inout RandomStream) -> [Float] {
    [Float](repeating: 1, count: shape.elementCount)
  }
}
