import Engine
import Files
import FoundationEssentials
import Graphs
import TestSupport
import Testing
import Weights

/// A file of weights as a model's start: exactly its parameters, all of them finite.
@Suite struct InitialWeightsTests {
  private struct Zeros: Initializer {
    func values(_ shape: Shape, from random: inout RandomStream) -> [Float] {
      Array(repeating: 0, count: shape.elementCount)
    }
  }

  private func parameters(_ shapes: [(String, Shape)]) -> [Parameter] {
    var graph = Graph(batch: 1)
    for (name, shape) in shapes { _ = graph.parameter(name, shape, Zeros()) }
    return graph.parameters
  }

  private func read(
    _ weights: WeightsFile, _ shapes: [(String, Shape)]
  ) throws -> [String: Tensor] {
    let folder = try TestFolder()
    return try InitialWeights.read(weights.write(to: folder), for: parameters(shapes)).take()
  }

  private static let pair = #"""
    {"d.kernel":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},
    "d.bias":{"dtype":"F64","shape":[1],"data_offsets":[8,16]}}
    """#.replacing("\n", with: "")
  private static let pairData = WeightsFile.bytes([1, 2] as [Float]) + WeightsFile.bytes([0.5])

  @Test func `tensors are found by their names`() throws {
    let tensors = try read(
      WeightsFile(Self.pair, Self.pairData), [("d.bias", [1]), ("d.kernel", [2, 1])])
    #expect(
      tensors == ["d.kernel": Tensor([2, 1], [1, 2]), "d.bias": Tensor([1], [0.5])])
  }

  @Test(
    arguments: [
      ([("d.kernel", [2, 1])], .unknown(tensor: "d.bias", known: ["d.kernel"])),
      (
        [("d.kernel", [2, 1]), ("d.bias", [1]), ("e.bias", [1])],
        .missing(tensor: "e.bias", known: ["d.kernel", "d.bias"])
      ),
      (
        [("D.kernel", [2, 1]), ("d.bias", [1])],
        .unknown(tensor: "d.kernel", known: ["D.kernel", "d.bias"])
      ),
      (
        [("d.kernel", [1, 2]), ("d.bias", [1])],
        .shape(tensor: "d.kernel", expected: [1, 2], actual: [2, 1])
      ),
      (
        [("d.kernel", [2]), ("d.bias", [1])],
        .shape(tensor: "d.kernel", expected: [2], actual: [2, 1])
      ),
      (
        [("d.kernel", [2, 1]), ("d.bias", [])],
        .shape(tensor: "d.bias", expected: [], actual: [1])
      ),
    ] as [([(String, Shape)], WeightsProblem)])
  func `other names and shapes are refused`(
    shapes: [(String, Shape)], problem: WeightsProblem
  ) throws {
    #expect(throws: problem) { try read(WeightsFile(Self.pair, Self.pairData), shapes) }
  }

  /// The largest float32 and the least are numbers like others.
  @Test(
    arguments: [
      ([1, .nan, 2], 1, true), ([.infinity, 0, 0], 0, false), ([0, 0, -.infinity], 2, false),
      ([0, .infinity, .nan], 1, false), ([1e300, 0, 0], 0, false), ([0, -1e39, 0], 1, false),
      ([0, 0, 0x1.ffffffp+127], 2, false), ([0, .signalingNaN, 0], 1, true),
      ([0x1.fffffep+127, 1e-300, .leastNonzeroMagnitude], nil, false),
    ] as [([Double], Int?, Bool)])
  func `numbers that are not finite in float32 are found`(
    numbers: [Double], index: Int?, isNaN: Bool
  ) throws {
    let problem = index.map { WeightsProblem.notFinite(tensor: "a", index: $0, isNaN: isNaN) }
    let wide = WeightsFile("F64", "[1,3]", WeightsFile.bytes(numbers))
    let narrow = WeightsFile("F32", "[1,3]", WeightsFile.bytes(numbers.map { Float($0) }))
    for weights in [wide, narrow] {
      if let problem {
        #expect(throws: problem) { try read(weights, [("a", [1, 3])]) }
      } else {
        #expect(throws: Never.self) { try read(weights, [("a", [1, 3])]) }
      }
    }
  }

  @Test func `a type that cannot be read is refused where it is a parameter`() throws {
    let weights = WeightsFile("BF16", "[2]", [0, 0, 0, 0])
    #expect(throws: WeightsProblem.numberType(tensor: "a", type: "BF16")) {
      try read(weights, [("a", [2])])
    }
    // A name or a shape that does not fit is the more telling problem.
    #expect(throws: WeightsProblem.unknown(tensor: "a", known: ["b"])) {
      try read(weights, [("b", [2])])
    }
    #expect(throws: WeightsProblem.shape(tensor: "a", expected: [3], actual: [2])) {
      try read(weights, [("a", [3])])
    }
  }

  // MARK: Files of the format's own library

  private func fixture(_ name: String) throws -> CheckedPath {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    return try .named(folder.appending(path: "Fixtures/\(name).safetensors").path)
  }

  /// The numbers as `Fixtures/make.py` makes them.
  private func numbers(_ count: Int) -> [Float] { (0..<count).map { Float($0) / 4 - 0.5 } }

  @Test func `reads parameters that the format's library wrote`() throws {
    let shapes: [(String, Shape)] = [
      ("lstm_1.kernel", [1, 20]), ("lstm_1.recurrent_kernel", [5, 20]), ("dense_1.kernel", [5, 1]),
      ("dense_1.bias", [1]),
    ]
    let weights = try InitialWeights.read(fixture("parameters"), for: parameters(shapes))
    // As `sha256sum` prints it.
    #expect(
      weights.digest
        == "sha256:19e5aef6c7c2efda87e35d4adbf25cbbdd0b408c39cf0e53d58c1bf2a7dbf075")
    let tensors = weights.take()
    #expect(tensors.count == shapes.count)
    for (name, shape) in shapes {
      #expect(tensors[name] == Tensor(shape, numbers(shape.elementCount)), "\(name)")
    }
  }

  @Test func `reads every type, scalars and empty tensors that the format's library wrote`() throws
  {
    let file = try Safetensors(fixture("types"))
    // The library writes the widest type first, then by name.
    #expect(
      file.entries.map { "\($0.name) \($0.type) \($0.shape)" } == [
        "integers I64 [3]", "größe F32 [2, 1, 2]", "nothing F32 [0, 4]", "scalar F32 []",
        "half F16 [3]", "bytes U8 [3]", "flags BOOL [3]",
      ])
    let values = try file.entries.filter { $0.type == "F32" }.map { try file.tensor($0).values }
    #expect(values == [numbers(4), [], [2.5]])
  }
}
