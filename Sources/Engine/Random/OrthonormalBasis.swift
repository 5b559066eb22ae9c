/// Orthonormal vectors, made of given ones one after another by Gram and Schmidt.
///
/// Each vector is projected twice, which keeps orthogonality to rounding whatever the vectors
/// (L. Giraud, J. Langou, M. Rozložník, J. van den Eshof, Rounding error analysis of the classical
/// Gram–Schmidt orthogonalization process, 2005). Every sum runs in ascending order and every
/// inner loop over independent sums, so that the width of the machine's vectors does not matter.
struct OrthonormalBasis {
  let dimension: Int
  let capacity: Int
  private(set) var count = 0
  /// A vector a row: capacity × dimension.
  private(set) var vectors: [Double]
  /// The same numbers, a vector a column: dimension × capacity.
  private(set) var components: [Double]

  init(dimension: Int, capacity: Int) {
    self.dimension = dimension
    self.capacity = capacity
    vectors = Array(repeating: 0, count: dimension * capacity)
    components = vectors
  }

  /// Adds the direction in which a vector leaves the span of those before.
  ///
  /// A vector that does not leave it, beyond rounding, is replaced by the first unit vector that
  /// does: one of them has at least 1 / dimension of its squared length outside.
  mutating func append(_ vector: [Double]) {
    let negligible = 0x1p-80 * squaredLength(vector)
    if !appendRest(of: vector, longerThan: negligible) {
      for axis in 0..<dimension {
        var unit = Array(repeating: 0.0, count: dimension)
        unit[axis] = 1
        if appendRest(of: unit, longerThan: 0.5 / Double(dimension)) { break }
      }
    }
  }

  private mutating func appendRest(of vector: [Double], longerThan least: Double) -> Bool {
    var rest = vector
    project(&rest)
    project(&rest)
    let square = squaredLength(rest)
    guard square > least else { return false }
    let length = square.squareRoot()
    for index in 0..<dimension {
      let component = rest[index] / length
      vectors[count * dimension + index] = component
      components[index * capacity + count] = component
    }
    count += 1
    return true
  }

  /// Takes from a vector its part in the span.
  private func project(_ vector: inout [Double]) {
    let products = Array<Double>(unsafeUninitializedCapacity: count) { products, initialized in
      products.initialize(repeating: 0)
      components.withUnsafeBufferPointer { components in
        for row in 0..<dimension {
          let factor = vector[row]
          let start = row * capacity
          for column in 0..<count {
            products[column] += factor * components[start + column]
          }
        }
      }
      initialized = count
    }
    vector.withUnsafeMutableBufferPointer { vector in
      vectors.withUnsafeBufferPointer { vectors in
        for (row, product) in products.enumerated() {
          let start = row * dimension
          for column in 0..<dimension {
            vector[column] -= product * vectors[start + column]
          }
        }
      }
    }
  }

  private func squaredLength(_ vector: [Double]) -> Double {
    var sum = 0.0
    for component in vector {
      sum += component * component
    }
    return sum
  }
}
