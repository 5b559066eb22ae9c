import Engine
import Graphs
import Plans
import TestSupport
import Testing

/// `Scan` means its body, step after step: values and gradients have the bits of the operations written
/// out, and agree with central differences.
struct ScanTests {
  private static let cases = SampleCell.all.flatMap { cell in
    [1, 2, 5].flatMap { steps in
      [true, false].flatMap { isMasked in
        [true, false].map { Case(cell: cell, steps: steps, isMasked: isMasked, hasState: $0) }
      }
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let cell: SampleCell
    let steps: Int
    let isMasked: Bool
    /// Whether the initial states are given and differentiated.
    let hasState: Bool
    var testDescription: String {
      "\(cell), \(steps) steps" + (isMasked ? ", masked" : "") + (hasState ? ", states" : "")
    }
  }

  @Test(arguments: cases)
  func equalsItsComposition(_ sample: Case) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("ScanTests.equalsItsComposition: \(sample.testDescription), seed \(seed)")
    let scanned = try values(of: network(sample, isScan: true), seed: seed)
    let composed = try values(of: network(sample, isScan: false), seed: seed)
    #expect(scanned.count == composed.count)
    for (index, (a, b)) in zip(scanned, composed).enumerated() {
      #expect(a == b, "value \(index), seed \(seed)")
    }
  }

  /// Enough samples and steps for lanes, by one thread and by several.
  @Test(arguments: SampleCell.all, [true, false])
  func equalsItsCompositionInLanes(cell: SampleCell, isMasked: Bool) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("ScanTests.lanes: \(cell), seed \(seed)")
    try SampleCell.$batch.withValue(50) {
      let sample = Case(cell: cell, steps: 150, isMasked: isMasked, hasState: isMasked)
      let composed = try values(of: network(sample, isScan: false), seed: seed)
      for threads in [1, 2, 5] {
        let scanned = try values(
          of: network(sample, isScan: true), seed: seed, threads: threads, expectedLanes: 2...3)
        #expect(scanned.count == composed.count)
        for (index, (a, b)) in zip(scanned, composed).enumerated() {
          #expect(a == b, "value \(index), \(threads) threads, seed \(seed)")
        }
      }
    }
  }

  @Test(arguments: cases)
  func hasTheGradientsOfCentralDifferences(_ sample: Case) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("ScanTests.gradients: \(sample.testDescription), seed \(seed)")
    let (graph, output) = try network(sample, isScan: true)
    for (name, error) in try GradientCheck(graph, output: output).errors(seed: seed) {
      #expect(error <= GradientCheck.bound, "\(name), seed \(seed)")
    }
  }

  /// Inputs, states and weights as parameters, and all that a cell gives joined in one output
  /// [batch, columns].
  private func network(_ sample: Case, isScan: Bool) throws -> (Graph, Value) {
    let (cell, steps) = (sample.cell, sample.steps)
    let batch = SampleCell.batch
    var graph = Graph(batch: batch)
    let uniform = UniformValues()
    let x = graph.parameter("x", [batch, steps, SampleCell.features], uniform)
    let mask = sample.isMasked ? graph.input("mask", TensorType([batch, steps], .bool)) : nil
    let weights = cell.weights.enumerated().map { graph.parameter("w\($0)", $1, uniform) }
    let states = cell.states.enumerated().map {
      sample.hasState ? graph.parameter("s\($0)", $1, uniform) : nil
    }
    let run = isScan ? scan : composition
    let results = try run(cell, steps, x, mask, states, weights, &graph)
    let flat = try results.map {
      try graph.apply(Reshape([batch, graph.shape($0).elementCount / batch]), $0)
    }
    let output = try graph.append(Concat(axis: 1), flat)[0]
    return (graph, output)
  }

  private func scan(
    _ cell: SampleCell, _ steps: Int, _ x: Value, _ mask: Value?, _ states: [Value?],
    _ weights: [Value], in graph: inout Graph
  ) throws -> [Value] {
    var body = ScanBody(batch: SampleCell.batch)
    let step = SampleCell.Step(
      x: body.sequence("x", TensorType([SampleCell.batch, SampleCell.features])),
      mask: mask == nil ? nil : body.sequence("mask", TensorType([SampleCell.batch], .bool)),
      states: cell.states.enumerated().map { body.state("s\($0)", $1) },
      weights: cell.weights.enumerated().map { body.constant("w\($0)", TensorType($1)) })
    let (next, outputs) = try cell.apply(&body.graph, step)
    body.finish(nextStates: next, outputs: outputs)
    let results = try graph.append(
      Scan(body, steps: steps), [x] + (mask.map { [$0] } ?? []) + states + weights)
    return Array(results[..<(outputs.count + next.count)])
  }

  private func composition(
    _ cell: SampleCell, _ steps: Int, _ x: Value, _ mask: Value?, _ states: [Value?],
    _ weights: [Value], in graph: inout Graph
  ) throws -> [Value] {
    let ones = [Int](repeating: 1, count: steps)
    let batch = SampleCell.batch
    let xs = try graph.append(Split(axis: 1, sizes: ones), [x])
    let masks = try mask.map { try graph.append(Split(axis: 1, sizes: ones), [$0]) }
    var current: [Value] = []
    for (state, shape) in zip(states, cell.states) {
      if let state {
        current.append(state)
      } else {
        // Zeros that no gradient is wanted of.
        current.append(graph.persistent("zeros\(current.count)", shape))
      }
    }
    var outputs: [[Value]] = []
    for step in 0..<steps {
      let (next, given) = try cell.apply(
        &graph,
        SampleCell.Step(
          x: graph.apply(Reshape([batch, SampleCell.features]), xs[step]),
          mask: masks.map { try graph.apply(Reshape([batch]), $0[step]) }, states: current,
          weights: weights))
      current = next
      outputs.append(given)
    }
    let all = try outputs[0].indices.map { index in
      let rows = try outputs.map { given in
        try graph.apply(Reshape([batch, 1, SampleCell.units]), given[index])
      }
      return try graph.append(Concat(axis: 1), rows)[0]
    }
    return all + current
  }

  /// The output and the gradients of its mean square, after numbers drawn by a seed.
  ///
  /// - Parameter threads: nil: one, and nothing is divided
  private func values(
    of network: (Graph, Value), seed: UInt64, threads: Int? = nil,
    expectedLanes: ClosedRange<Int> = 1...1
  ) throws -> [[Float]] {
    var (graph, output) = network
    let target = graph.input("target", graph.shape(output))
    let loss = try graph.apply(Mean(.square), output, target)
    let given = graph.values.filter { value in
      graph[value].storage == .input || graph.parameters.contains { $0.value == value }
    }
    let gradients = try graph.appendGradients(of: loss, for: graph.parameters.map { $0.value })
    let plan = try Plan.compile(graph, keeping: [output] + gradients)
    let arena = Arena(count: plan.arenaCount)
    arena.write(
      [Float](repeating: .nan, count: plan.arenaCount - plan.persistentCount),
      to: Buffer(offset: plan.persistentCount, count: plan.arenaCount - plan.persistentCount))
    for value in given {
      // By the name, since the two graphs define them in orders of their own.
      var random = TestRandom(
        seed: seed ^ UInt64(graph.name(of: value).utf8.reduce(0) { $0 * 31 + Int($1) }))
      let numbers = random.floats(graph[value].type.wordCount)
      arena.write(
        graph[value].type.element == .bool ? numbers.map { $0 < 0 ? 0 : 1 } : numbers,
        to: plan.buffer(of: value))
    }
    let calls = plan.steps.flatMap { $0.calls }
    let lanes = calls.reduce(1) { max($0, ($1.lane ?? 0) + 1) }
    #expect(expectedLanes.contains(lanes), "\(lanes) lanes")
    if let threads {
      arena.run(Program(calls, sharing: .everything), team: ThreadTeam(count: threads))
    } else {
      arena.run(plan.program)
    }
    return ([output] + gradients).map { arena.read(plan.buffer(of: $0)) }
  }
}

private struct UniformValues: Initializer {
  func values(_ shape: Shape, from random: inout RandomStream) -> [Float] {
    (0..<shape.elementCount).map { _ in random.float() }
  }
}
