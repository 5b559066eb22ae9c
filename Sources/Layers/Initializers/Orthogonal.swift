package import Engine
package import Graphs
package import Schemas

/// A matrix with orthonormal rows or columns, whichever are fewer, times `gain`.
///
/// - Source: Saxe et al. 2014, https://arxiv.org/abs/1312.6120;
///   https://keras.io/api/layers/initializers/
package struct Orthogonal: Initializer, Configurable {
  package static let title = "orthogonal"
  package static let summary =
    "A matrix with orthonormal rows or columns, whichever are fewer."
  package static let keys: [Key<Orthogonal>] = [
    .optional("gain", \.gain, "Factor applied to the matrix.", .float32)
  ]
  package static let examples = ["orthogonal", "orthogonal: {gain: 1.7}"]
  package static let unsupportedKeys = ["seed"]

  package var gain = 1.0

  package init() {}

  package func values(_ shape: Shape, from random: inout RandomStream) -> [Float] {
    let (rows, columns) = shape.rank == 1 ? (shape[0], 1) : (shape[0], shape[1])
    let matrix = OrthogonalMatrix(rows: rows, columns: columns, stream: &random)
    return matrix.elements.map { Float(gain * $0) }
  }
}
