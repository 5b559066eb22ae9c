package import Engine
package import Graphs
package import Schemas

/// Uniform between −limit and limit, limit = √(6 / (rows + columns)).
///
/// - Source: Glorot & Bengio 2010; https://keras.io/api/layers/initializers/
package struct GlorotUniform: Initializer, Configurable {
  package static let title = "glorot_uniform"
  package static let summary =
    "Uniform between -limit and limit, where limit is the root of 6 / (rows + columns)."
  package static let keys: [Key<GlorotUniform>] = []
  package static let examples = ["glorot_uniform"]
  package static let unsupportedKeys = ["seed"]

  package init() {}

  package func values(_ shape: Shape, from random: inout RandomStream) -> [Float] {
    // Keras's fans of a matrix; of a vector, both are its size.
    let (rows, columns) = shape.rank == 1 ? (shape[0], shape[0]) : (shape[0], shape[1])
    let limit = (6 / Double(rows + columns)).squareRoot()
    return RandomUniform.draw(shape.elementCount, from: &random, low: -limit, high: limit)
  }
}
