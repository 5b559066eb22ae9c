/// A matrix with orthonormal rows or columns, whichever are fewer, uniform among such matrices.
///
/// It is the Q of the QR decomposition, R's diagonal positive, of a (larger × smaller) matrix of
/// standard normals, transposed if there are more columns than rows: Keras's `orthogonal`.
/// Source: A. Saxe, J. McClelland, S. Ganguli, Exact solutions to the nonlinear dynamics of
/// learning in deep linear neural networks, 2014; F. Mezzadri, How to generate random matrices
/// from the classical compact groups, 2007 (the sign).
package struct OrthogonalMatrix: Sendable {
  package let rows: Int
  package let columns: Int
  /// Row-major, before the rounding to float32.
  package let elements: [Double]

  /// Draws the normals from the stream, in row-major order of the (larger × smaller) matrix.
  package init(rows: Int, columns: Int, stream: inout RandomStream) {
    var normals: [Double] = []
    normals.reserveCapacity(rows * columns)
    for _ in 0..<rows * columns {
      normals.append(stream.normal())
    }
    self.init(rows: rows, columns: columns, normals: normals)
  }

  /// The matrix of given normals, `rows * columns` of them.
  package init(rows: Int, columns: Int, normals: [Double]) {
    self.rows = rows
    self.columns = columns
    var basis = OrthonormalBasis(dimension: max(rows, columns), capacity: min(rows, columns))
    for start in stride(from: 0, to: basis.capacity, by: 8) {
      let group = start..<min(start + 8, basis.capacity)
      basis.append(
        group.map { column in
          (0..<basis.dimension).map { normals[$0 * basis.capacity + column] }
        })
    }
    elements = rows < columns ? basis.vectors : basis.components
  }

  /// Row-major, each element rounded once.
  package var floats: [Float] { elements.map { Float($0) } }
}
