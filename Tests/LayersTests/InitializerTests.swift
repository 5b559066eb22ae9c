import Engine
import Graphs
import Layers
import Schemas
import Testing

/// The first values of parameters: their distribution, and what they depend on.
struct InitializerTests {
  private func values(
    _ text: String, _ shape: Shape, seed: UInt64 = 1, name: String = "dense_1.kernel"
  ) throws -> [Float] {
    var stream = RandomStream(seed: seed, stream: name)
    return try valid(Choice<AllInitializers>.self, text).value.values(shape, from: &stream)
  }

  @Test func constants() throws {
    #expect(try values("zeros", [2, 3]) == [0, 0, 0, 0, 0, 0])
    #expect(try values("ones", [3]) == [1, 1, 1])
    #expect(try values("constant", [2]) == [0, 0])
    #expect(try values("constant: {value: 0.1}", [2]) == [0.1, 0.1])
    #expect(try values("constant: -3", [2]) == [-3, -3])
  }

  /// Uniform between ±√(6 / (rows + columns)): the bound holds and is approached, the mean is zero
  /// and the variance a third of the bound's square, each to five standard errors.
  @Test(arguments: [Shape([200, 100]), [1, 20_000], [20_000]])
  func glorotUniform(_ shape: Shape) throws {
    let drawn = try values("glorot_uniform", shape).map { Double($0) }
    let fans = shape.rank == 1 ? 2 * shape[0] : shape[0] + shape[1]
    try expectUniform(drawn, half: (6 / Double(fans)).squareRoot(), centre: 0)
  }

  @Test func randomUniform() throws {
    let drawn = try values("random_uniform", [100, 200]).map { Double($0) }
    try expectUniform(drawn, half: 0.05, centre: 0)
    let shifted = try values("random_uniform: {minval: 1, maxval: 3}", [100, 200])
    try expectUniform(shifted.map { Double($0) }, half: 1, centre: 2)
  }

  private func expectUniform(_ drawn: [Double], half: Double, centre: Double) throws {
    let count = Double(drawn.count)
    let distances = drawn.map { $0 - centre }
    let largest = try #require(distances.map { abs($0) }.max())
    #expect(largest <= half * (1 + 0x1p-24) && largest > 0.999 * half)
    let mean = distances.reduce(0, +) / count
    #expect(abs(mean) < 5 * half / (3 * count).squareRoot())
    // The variance of x² is 4/45 of the fourth power of the bound.
    let variance = distances.reduce(0) { $0 + $1 * $1 } / count
    #expect(abs(variance - half * half / 3) < 5 * half * half * (4.0 / 45 / count).squareRoot())
  }

  /// Rows, or columns where they are fewer, are orthogonal with the gain as length.
  @Test(arguments: [Shape([5, 20]), [20, 5], [17, 17], [1, 4], [3]], [1, 0.3])
  func orthogonal(_ shape: Shape, _ gain: Double) throws {
    let drawn = try values("orthogonal: {gain: \(gain)}", shape).map { Double($0) }
    let (rows, columns) = shape.rank == 1 ? (shape[0], 1) : (shape[0], shape[1])
    let vectors =
      rows < columns
      ? (0..<rows).map { row in (0..<columns).map { drawn[row * columns + $0] } }
      : (0..<columns).map { column in (0..<rows).map { drawn[$0 * columns + column] } }
    for (index, one) in vectors.enumerated() {
      for (other, two) in vectors.enumerated() {
        let product = zip(one, two).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(product - (index == other ? gain * gain : 0)) < 1e-6 * gain * gain)
      }
    }
  }

  @Test(arguments: ["glorot_uniform", "orthogonal", "random_uniform"])
  func dependsOnSeedAndNameAlone(_ text: String) throws {
    let first = try values(text, [4, 6])
    #expect(try values(text, [4, 6]) == first)
    #expect(try values(text, [4, 6], seed: 2) != first)
    #expect(try values(text, [4, 6], name: "dense_2.kernel") != first)
  }

  /// A parameter's values do not change when a layer is added above it.
  @Test func otherLayersDoNotMatter() throws {
    let dense = try valid(LayerSpecification.self, "Dense: {units: 3}")
    let alone = try ModelBuilder.build([dense], sample: [4], batch: 1)
    let stacked = try ModelBuilder.build([dense, dense], sample: [4], batch: 5)
    #expect(try initial(alone)["dense_1.kernel"] == initial(stacked)["dense_1.kernel"])
    #expect(try initial(alone)["dense_1.bias"] == [0, 0, 0])
  }

  /// Gates stand in the order i, f, c, o: the second quarter is the forget gate's.
  @Test(
    arguments: [
      ("LSTM: {units: 2}", [0, 0, 1, 1, 0, 0, 0, 0]),
      ("LSTM: {units: 2, unit_forget_bias: false}", [0, 0, 0, 0, 0, 0, 0, 0]),
      ("LSTM: {units: 2, bias_initializer: {constant: 3}}", [3, 3, 1, 1, 3, 3, 3, 3]),
      ("LSTM: {units: 1, bias_initializer: ones, unit_forget_bias: false}", [1, 1, 1, 1]),
    ] as [(String, [Float])])
  func forgetGateBias(_ text: String, _ expected: [Float]) throws {
    let layer = try valid(LayerSpecification.self, text)
    let model = try ModelBuilder.build([layer], sample: [3, 1], batch: 1)
    #expect(try initial(model)["lstm_1.bias"] == expected)
  }

  private func initial(_ model: Model) throws -> [String: [Float]] {
    let values = model.network.graph.parameters.map { parameter in
      var stream = RandomStream(seed: 7, stream: parameter.name)
      return (parameter.name, parameter.initializer.values(parameter.shape, from: &stream))
    }
    return Dictionary(uniqueKeysWithValues: values)
  }
}
