package import Engine
package import Graphs
package import Schemas

/// Uniform from `minval`, included, to `maxval`.
///
/// - Source: https://keras.io/api/layers/initializers/
package struct RandomUniform: Initializer, Configurable {
  package static let title = "random_uniform"
  package static let summary =
    "Uniform between two bounds."
  package static let keys: [Key<RandomUniform>] = [
    .optional("minval", \.low, "The smallest value.", .float32),
    .optional("maxval", \.high, "The bound above the largest value.", .float32),
  ]
  package static let examples = ["random_uniform", "random_uniform: {minval: -1e-3, maxval: 0.1}"]
  package static let unsupportedKeys = ["seed"]

  package var low = -0.05
  package var high = 0.05

  package init() {}

  package func values(_ shape: Shape, from random: inout RandomStream) -> [Float] {
    Self.draw(shape.elementCount, from: &random, low: low, high: high)
  }

  static func draw(_ count: Int, from random: inout RandomStream, low: Double, high: Double)
    -> [Float]
  {
    // Rounding to float32 could reach the upper bound, which is excluded.
    let largest = max(Float(low), Float(high).nextDown)
    return (0..<count).map { _ in min(Float(low + (high - low) * random.double()), largest) }
  }
}
