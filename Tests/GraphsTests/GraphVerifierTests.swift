import Engine
import Graphs
import Testing
import Training

/// What is wrong with graphs that break a rule, and that elements and gradients are never dropped in
/// silence.
struct GraphVerifierTests {
  @Test func findsNothingWrongWithATrainingStep() throws {
    var graph = Graph(batch: 2)
    let x = graph.input("x", [2, 3])
    let kernel = graph.parameter("dense.kernel", [3, 1], Zero())
    let y = try graph.apply(Gemm(), x, kernel)
    let loss = try MeanSquaredError().apply(
      prediction: y, target: graph.input("target", [2, 1]), in: &graph)
    let gradients = try graph.appendGradients(of: loss, for: [kernel])
    try Adam().appendUpdates(of: graph.parameters, gradients: gradients, to: &graph)
    #expect(GraphVerifier.defects(of: graph) == [])
  }

  @Test func findsWhatIsChangedThoughItDoesNotLast() throws {
    var graph = Graph(batch: 1)
    let x = graph.input("x", [4])
    try graph.append(Assign(), [x, x])
    #expect(GraphVerifier.defects(of: graph) == [.changes(node: 0, value: 0)])
  }

  @Test func findsTwoOfOneName() {
    var graph = Graph(batch: 1)
    _ = graph.persistent("state", [4])
    _ = graph.persistent("state", [4])
    #expect(GraphVerifier.defects(of: graph) == [.name("state")])
  }

  @Test func findsOutputsOfAnotherType() throws {
    var graph = Graph(batch: 1)
    let growing = Growing()
    try graph.append(growing, [graph.input("x", [4])])
    #expect(GraphVerifier.defects(of: graph) == [.types(node: 0, operation: "Growing")])
  }

  @Test(arguments: [TensorType.Element.float64, .int32, .bool])
  func arithmeticTakesFloat32Alone(element: TensorType.Element) {
    var graph = Graph(batch: 1)
    let x = graph.input("x", TensorType([4], element))
    #expect(throws: ShapeError.element(operation: "Add", expected: .float32, actual: element)) {
      _ = try graph.apply(Add(), x, x)
    }
  }

  /// Two operands of different kinds are no one tensor.
  @Test func joiningKeepsTheElement() throws {
    var graph = Graph(batch: 1)
    let ids = graph.input("ids", TensorType([1, 2], .int32))
    let wide = graph.input("wide", TensorType([1, 2], .float64))
    for value in [ids, wide] {
      let joined = try graph.append(Concat(axis: 1), [value, value])[0]
      #expect(graph[joined].type == TensorType([1, 4], graph[value].type.element))
      let parts = try graph.append(Split(axis: 1, sizes: [1, 3]), [joined])
      #expect(graph[parts[1]].type == TensorType([1, 3], graph[value].type.element))
    }
    #expect(throws: ShapeError.element(operation: "Concat", expected: .int32, actual: .float64)) {
      _ = try graph.append(Concat(axis: 1), [ids, wide])
    }
  }

  @Test func aGradientThatDoesNotArriveIsAnError() throws {
    var graph = Graph(batch: 1)
    let weight = graph.parameter("w", [1, 4], Zero())
    let y = try graph.apply(Silent(), weight)
    let loss = try MeanSquaredError().apply(
      prediction: y, target: graph.input("target", [1, 4]), in: &graph)
    #expect(throws: ShapeError.missingGradient(operation: "Silent", input: 0)) {
      _ = try graph.appendGradients(of: loss, for: [weight])
    }
  }
}

private struct Zero: Initializer {
  func values(_ shape: Shape, from random: inout RandomStream) -> [Float] {
    [Float](repeating: 0, count: shape.elementCount)
  }
}

/// Sends no gradient, and does not say so.
private struct Silent: Elementwise {
  var name: String { "Silent" }
  func appendAdjoint(of node: GraphNode, gradients: [Value?], to adjoint: inout Adjoint) {}
  func kernels(_ invocation: Invocation) -> [KernelCall] { [] }
}

/// Says another shape every time.
private final class Growing: Operation {
  private let calls = Counter()
  var name: String { "Growing" }
  func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    [TensorType([calls.next()])]
  }
  func kernels(_ invocation: Invocation) -> [KernelCall] { [] }

  private final class Counter: @unchecked Sendable {
    private var count = 0
    func next() -> Int {
      count += 1
      return count
    }
  }
}
