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

  /// Adds the direction in which each vector leaves the span of those before.
  ///
  /// The vectors are projected on the span together, which reads it once for all, and then one by
  /// one on those of their group. Where that leaves little of a vector, rounding weighs more and it
  /// takes the long way alone.
  mutating func append(_ group: [[Double]]) {
    let start = count
    var rests = group
    project(&rests, on: 0..<start)
    project(&rests, on: 0..<start)
    for (vector, rest) in zip(group, rests) {
      var rest = [rest]
      project(&rest, on: start..<count)
      project(&rest, on: start..<count)
      if !add(rest[0], longerThan: 0x1p-10 * squaredLength(vector)) {
        append(vector)
      }
    }
  }

  /// Adds one vector. One that does not leave the span, beyond rounding, is replaced by the first
  /// unit vector that does: one of them has at least 1 / dimension of its squared length outside.
  private mutating func append(_ vector: [Double]) {
    if add(rest(of: vector), longerThan: 0x1p-80 * squaredLength(vector)) { return }
    for axis in 0..<dimension {
      var unit = Array(repeating: 0.0, count: dimension)
      unit[axis] = 1
      if add(rest(of: unit), longerThan: 0.5 / Double(dimension)) { return }
    }
  }

  private func rest(of vector: [Double]) -> [Double] {
    var rest = [vector]
    project(&rest, on: 0..<count)
    project(&rest, on: 0..<count)
    return rest[0]
  }

  /// Adds a direction if its squared length is above a least one.
  private mutating func add(_ direction: [Double], longerThan least: Double) -> Bool {
    let square = squaredLength(direction)
    guard square > least else { return false }
    let length = square.squareRoot()
    for index in 0..<dimension {
      let component = direction[index] / length
      vectors[count * dimension + index] = component
      components[index * capacity + count] = component
    }
    count += 1
    return true
  }

  /// Takes from each vector its part in the span of some of the basis.
  private func project(_ group: inout [[Double]], on span: Range<Int>) {
    var products = group.map { _ in Array(repeating: 0.0, count: span.count) }
    components.withUnsafeBufferPointer { components in
      for row in 0..<dimension {
        let start = row * capacity
        let basis = components.extracting(start + span.lowerBound..<start + span.upperBound)
        for index in group.indices {
          add(group[index][row], times: basis, to: &products[index])
        }
      }
    }
    vectors.withUnsafeBufferPointer { vectors in
      for (column, row) in span.enumerated() {
        let basis = vectors.extracting(row * dimension..<(row + 1) * dimension)
        for index in group.indices {
          add(-products[index][column], times: basis, to: &group[index])
        }
      }
    }
  }

  private func add(
    _ factor: Double, times terms: UnsafeBufferPointer<Double>, to sums: inout [Double]
  ) {
    sums.withUnsafeMutableBufferPointer { sums in
      for index in 0..<terms.count {
        sums[index] += factor * terms[index]
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
