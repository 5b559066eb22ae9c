import Engine
import Graphs
import Layers
import Plans
import TestSupport
import Testing
import Training

/// Sharing of memory, refusal of what is too large, and the listings.
struct PlanTests {
  private func computed(_ plan: Plan) -> [Allocation] {
    plan.allocations.filter { if case .computed = $0.purpose { true } else { false } }
  }

  @Test func chainOfElementwiseOperationsTakesOnePlace() throws {
    var graph = Graph(batch: 1)
    let x = graph.input("x", [4])
    let first = try graph.apply(Activation(.tanh), x)
    let second = try graph.apply(Activation(.sigmoid), graph.apply(Reshape([2, 2]), first))
    let third = try graph.apply(Mul(), second, second)
    let plan = try Plan.compile(graph, keeping: [third])
    #expect(computed(plan).count == 1 && computed(plan)[0].isShared)
    #expect(plan.buffer(of: third) != plan.buffer(of: x), "an input is never overwritten")
  }

  @Test func whatIsReadLaterKeepsItsPlace() throws {
    var graph = Graph(batch: 1)
    let x = graph.input("x", [4])
    let first = try graph.apply(Activation(.tanh), x)
    let second = try graph.apply(Activation(.sigmoid), first)
    let view = try graph.apply(Reshape([4]), first)
    let third = try graph.apply(Add(), second, view)
    let plan = try Plan.compile(graph, keeping: [third])
    #expect(computed(plan).count == 2)
  }

  @Test func keptValuesStayThoughOthersReadThem() throws {
    var graph = Graph(batch: 1)
    let x = graph.input("x", [4])
    let first = try graph.apply(Activation(.relu), x)
    let view = try graph.apply(Reshape([2, 2]), first)
    let second = try graph.apply(Add(), view, view)
    let plan = try Plan.compile(graph, keeping: [view, second])
    let arena = Arena(count: plan.arenaCount)
    arena.write([1, -2, 3, -4] as [Float], to: plan.buffer(of: x))
    arena.run(plan.program)
    #expect(arena.read(plan.buffer(of: view)) == [1, 0, 3, 0])
    #expect(arena.read(plan.buffer(of: second)) == [2, 0, 6, 0])
  }

  @Test func leavesOutWhatNobodyNeeds() throws {
    var graph = Graph(batch: 1)
    let x = graph.input("x", [4])
    _ = try graph.apply(Activation(.tanh), x)
    let wanted = try graph.apply(Activation(.sigmoid), x)
    let plan = try Plan.compile(graph, keeping: [wanted])
    #expect(plan.steps.map { $0.node } == [1])
  }

  /// Bytes: 4 · (4·units + 4·units² + 4·units), nearly all of them the recurrent kernel's.
  @Test func refusesTooManyUnits() throws {
    var lstm = LSTM()
    lstm.units = 1_000_000_000
    let model = try ModelBuilder.build([LayerSpecification(lstm)], sample: [5, 1], batch: 1)
    let error = #expect(throws: PlanError.self) {
      _ = try Plan.compile(model.network.graph, keeping: [model.network.output])
    }
    guard case .tooLarge(let bytes, let limit, let largest, let shape) = try #require(error)
    else { return }
    #expect(abs(bytes / 16_000_000_032_000_000_000 - 1) < 1e-12)
    #expect(limit == 8_589_934_592)
    #expect(largest == "lstm_1.recurrent_kernel" && shape == [1_000_000_000, 4_000_000_000])
  }

  /// Sizes that no integer holds are refused as well, not multiplied until they overflow.
  @Test func refusesWhatNoIntegerCounts() throws {
    var lstm = LSTM()
    lstm.units = 1 << 53
    let model = try ModelBuilder.build([LayerSpecification(lstm)], sample: [5, 1], batch: 1)
    #expect(throws: PlanError.self) {
      _ = try Plan.compile(model.network.graph, keeping: [model.network.output])
    }
    #expect(model.network.graph.parameterCount == Int.max)
  }

  /// Each of them fits, but not both: 5 GiB and 5 GiB against 8.
  @Test func refusesWhatIsTooMuchTogether() throws {
    var graph = Graph(batch: 1)
    let size = 5 << 28
    let sum = try graph.apply(
      Add(), graph.input("a", [size]), graph.input("b", [size]))
    let error = #expect(throws: PlanError.self) { _ = try Plan.compile(graph, keeping: [sum]) }
    guard case .tooLarge(let bytes, _, _, _) = try #require(error) else { return }
    // a, b and their sum, which no input gives its place to.
    #expect(bytes == 3 * 5 * 0x1p30)
  }

  @Test func takesWhatFits() throws {
    var graph = Graph(batch: 1)
    let size = 1 << 28
    let sum = try graph.apply(Add(), graph.input("a", [size]), graph.input("b", [size]))
    let plan = try Plan.compile(graph, keeping: [sum])
    #expect(plan.arenaCount == 3 * size)
  }

  @Test func listings() throws {
    var lstm = LSTM()
    lstm.units = 2
    var dense = Dense()
    dense.activation = .sigmoid
    let model = try ModelBuilder.build(
      [LayerSpecification(lstm), LayerSpecification(dense)], sample: [3, 1], batch: 2)
    var graph = model.network.graph
    let target = graph.input("target", [2, 1])
    let loss = try MeanSquaredError().apply(
      prediction: model.network.output, target: target, in: &graph)
    let parameters = graph.parameters
    let gradients = try graph.appendGradients(of: loss, for: parameters.map { $0.value })
    try SGD().appendUpdates(of: parameters, gradients: gradients, to: &graph)
    #expect(Snapshot.difference(of: graph.listing, from: "graph.txt") == nil)
    let plan = try Plan.compile(graph, keeping: [loss])
    #expect(Snapshot.difference(of: plan.listing, from: "plan.txt") == nil)
  }
}
