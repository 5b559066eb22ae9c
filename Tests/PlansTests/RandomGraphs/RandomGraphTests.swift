import Engine
import Graphs
import Plans
import TestSupport
import Testing

/// Plans of random graphs: their memory is consistent, and they give the bits that the graph gives
/// when nothing shares memory.
struct RandomGraphTests {
  private static let graphs = 600
  private static let runs = 3
  /// 1/64 as the two words of a float64.
  private static let learningRate: [Float] = [0, Float(bitPattern: 0x3f90_0000)]

  /// Another graph of the same layout.
  private static let other: Graph = {
    var graph = Graph(batch: 1)
    _ = graph.persistent("other", [1000])
    return graph
  }()

  @Test func plansOfRandomGraphs() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("RandomGraphTests: seed \(seed)")
    var (shared, trained) = (0, 0)
    for index in 0..<Self.graphs {
      let own = seed &+ UInt64(index)
      let random = try RandomGraph(seed: own)
      // Plans that share an arena begin their workspace behind all that lasts.
      let graphs = [random.graph] + (index % 3 == 0 ? [Self.other] : [])
      let plan = try Plan.compile(
        random.graph, keeping: random.keeping, layout: PersistentLayout(of: graphs))
      #expect(PlanConsistency(plan: plan).faults.isEmpty, "seed \(own)")
      #expect(firstDifference(random, plan, seed: own) == nil, "seed \(own)")
      shared += plan.allocations.filter { $0.isShared }.count
      trained += random.graph.nodes.contains { $0.operation.hasEffect } ? 1 : 0
    }
    // Graphs without any sharing or training would prove little.
    #expect(shared > Self.graphs && trained > Self.graphs / 2, "seed \(seed)")
  }

  /// The name of the first value that differs from its evaluation in unshared memory.
  private func firstDifference(_ random: RandomGraph, _ plan: Plan, seed: UInt64) -> String? {
    let graph = random.graph
    var generator = TestRandom(seed: ~seed)
    let arena = Arena(count: plan.arenaCount)
    // Whatever is not written before it is read shows.
    arena.write(
      [Float](repeating: .nan, count: plan.arenaCount),
      to: Buffer(offset: 0, count: plan.arenaCount))
    var given: [Value: [Float]] = [:]
    let persistent = graph.values.filter { graph[$0].storage == .persistent }
    for value in graph.values where graph[value].storage != .computed {
      let isWeight = graph.parameters.contains { $0.value == value }
      let count = graph[value].type.wordCount
      var numbers =
        value == graph.scalars[.learningRate]
        ? Self.learningRate
        : isWeight || graph[value].storage == .input
          ? generator.floats(count) : [Float](repeating: 0, count: count)
      if graph[value].type.element == .bool { numbers = numbers.map { $0 < 0 ? 0 : 1 } }
      given[value] = numbers
      arena.write(numbers, to: plan.buffer(of: value))
    }
    var unshared = UnsharedEvaluation(graph, given: given)
    for run in 1...Self.runs {
      arena.run(plan.program)
      unshared.run()
      for value in random.keeping + persistent {
        let bits = arena.read(plan.buffer(of: value)).map { $0.bitPattern }
        if bits != unshared[value].map({ $0.bitPattern }) {
          return "\(graph.name(of: value)) in run \(run)"
        }
      }
    }
    return nil
  }

  /// Without effects, a plan gives the same whenever it runs.
  @Test func runsAgainToTheSame() throws {
    var graph = Graph(batch: 2)
    let x = graph.input("x", [2, 3])
    let weight = graph.parameter("w", [3, 3], GivenLater())
    let tanh = try graph.apply(Activation(.tanh), graph.apply(Gemm(), x, weight))
    let output = try graph.apply(Mul(), tanh, graph.apply(Activation(.sigmoid), tanh))
    let plan = try Plan.compile(graph, keeping: [output])
    let arena = Arena(count: plan.arenaCount)
    var random = TestRandom(seed: 5)
    for value in [x, weight] {
      let buffer = plan.buffer(of: value)
      arena.write(random.floats(buffer.count), to: buffer)
    }
    arena.run(plan.program)
    let first = arena.read(plan.buffer(of: output)).map { $0.bitPattern }
    arena.run(plan.program)
    #expect(first.contains { $0 != 0 })
    #expect(arena.read(plan.buffer(of: output)).map { $0.bitPattern } == first)
  }
}

extension Allocation {
  /// Whether several values take it in turn.
  var isShared: Bool {
    if case .computed(let values) = purpose { return values.count > 1 }
    return false
  }
}
