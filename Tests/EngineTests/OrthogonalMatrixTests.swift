import Engine
import Testing

struct OrthogonalMatrixTests {
  private static let normals = [
    0.5, -1.25, 2.0, 1.5, 0.75, -0.5, -2.25, 0.125, 1.0, 0.25, 1.75, -1.5, -0.75, 0.625, 0.375,
  ]

  /// `q, r = numpy.linalg.qr(normals.reshape(5, 3)); q * numpy.sign(numpy.diag(r))`.
  private static let tall = [
    0.17474081133220754, -0.5335626212707553, 0.6907935537339984,
    0.5242224339966228, 0.30270194096298514, 0.433221200086817,
    -0.7863336509949342, 0.07466647877086975, 0.2927438447513653,
    0.08737040566610381, 0.7377855307737824, 0.11311691383127885,
    -0.2621112169983114, 0.27162454169078537, 0.4864455396859626,
  ]

  /// The same of the first nine normals as 3 × 3.
  private static let square = [
    0.18181818181818188, -0.8655229351538128, 0.46670354346529125,
    0.5454545454545454, 0.4836745814094839, 0.6844985304157606,
    -0.8181818181818181, 0.13011129090547494, 0.5600442521583497,
  ]

  private func expectClose(_ actual: [Double], _ expected: [Double]) {
    #expect(actual.count == expected.count)
    for (index, (actual, expected)) in zip(actual, expected).enumerated() {
      #expect(abs(actual - expected) < 1e-14, "element \(index)")
    }
  }

  @Test func isTheSignFixedQ() {
    let tall = OrthogonalMatrix(rows: 5, columns: 3, normals: Self.normals)
    expectClose(tall.elements, Self.tall)
    let square = OrthogonalMatrix(rows: 3, columns: 3, normals: Array(Self.normals.prefix(9)))
    expectClose(square.elements, Self.square)
  }

  @Test func wideIsTheTransposeOfTall() {
    let wide = OrthogonalMatrix(rows: 3, columns: 5, normals: Self.normals)
    expectClose(
      wide.elements, (0..<15).map { Self.tall[$0 % 5 * 3 + $0 / 5] })
  }

  /// The largest distance of the products of the fewer ones, rows or columns, from the unit matrix.
  private func deviation(_ matrix: OrthogonalMatrix) -> Double {
    let (rows, columns) = (matrix.rows, matrix.columns)
    let (count, length) = (min(rows, columns), max(rows, columns))
    let (step, next) = rows < columns ? (columns, 1) : (1, columns)
    var worst = 0.0
    matrix.elements.withUnsafeBufferPointer { elements in
      for first in 0..<count {
        for second in 0...first {
          var sum = first == second ? -1.0 : 0.0
          for index in 0..<length {
            sum +=
              elements[first * step + index * next] * elements[second * step + index * next]
          }
          worst = max(worst, abs(sum))
        }
      }
    }
    return worst
  }

  @Test(arguments: [(1, 1), (1, 7), (7, 1), (5, 20), (20, 5), (64, 64), (64, 256), (200, 130)])
  func isOrthonormal(rows: Int, columns: Int) {
    let seed: UInt64 = 2014
    var stream = RandomStream(seed: seed, stream: "\(rows)x\(columns)")
    let matrix = OrthogonalMatrix(rows: rows, columns: columns, stream: &stream)
    #expect(deviation(matrix) < 1e-12, "seed \(seed)")
    #expect(matrix.floats == matrix.elements.map { Float($0) })
  }

  @Test func drawsTheNormalsInOrder() {
    var stream = RandomStream(seed: 3, stream: "order")
    var same = stream
    let matrix = OrthogonalMatrix(rows: 4, columns: 6, stream: &stream)
    let normals = (0..<24).map { _ in same.normal() }
    #expect(
      matrix.elements == OrthogonalMatrix(rows: 4, columns: 6, normals: normals).elements)
    #expect(stream.word() == same.word())
  }

  /// Nothing to orthogonalise: unit vectors take the place of what has no direction of its own.
  @Test func replacesDegenerateDraws() {
    let zero = OrthogonalMatrix(
      rows: 3, columns: 2, normals: Array(repeating: 0, count: 6))
    #expect(zero.elements == [1, 0, 0, 1, 0, 0])
    let repeated = OrthogonalMatrix(rows: 2, columns: 3, normals: [1, 3, 2, 6, 4, 12])
    #expect(deviation(repeated) < 1e-12)
    let uniform = OrthogonalMatrix(
      rows: 40, columns: 40, normals: Array(repeating: 0.1, count: 1600))
    #expect(deviation(uniform) < 1e-12)
  }
}
