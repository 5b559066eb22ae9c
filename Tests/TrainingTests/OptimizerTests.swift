import Engine
import Graphs
import Plans
import TestSupport
import Testing
import Training

/// Fifty steps of the hand-written rules against `Float64Optimizer`; `OptimizerParityTests` has all.
struct OptimizerTests {
  private struct GivenLater: Initializer {
    func values(_ shape: Shape, from random: inout RandomStream) -> [Float] {
      [Float](repeating: 0, count: shape.elementCount)
    }
  }

  private static let steps = 50
  /// Absolute, for weights in −1 ... 1: fifty steps of a few roundings of 2⁻²⁴ each.
  private static let bound = 5e-6

  private static func cases() -> [(String, any Optimizer, Float64Optimizer.Rule)] {
    var descent = SGD()
    descent.learningRate = 0.03
    descent.momentum = 0.9
    var adam = Adam()
    adam.learningRate = 0.02
    adam.beta1 = 0.5
    adam.beta2 = 0.9
    adam.epsilon = 1e-3
    return [
      ("SGD", SGD(), .sgd(rate: 0.01, momentum: 0)),
      ("SGD with momentum", descent, .sgd(rate: 0.03, momentum: 0.9)),
      ("Adam", Adam(), .adam),
      ("Adam of other arguments", adam, .adam(rate: 0.02, beta1: 0.5, beta2: 0.9, epsilon: 1e-3)),
    ]
  }

  @Test func followsTheFormula() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("OptimizerTests: seed \(seed)")
    for (name, optimizer, rule) in Self.cases() {
      let worst = try worstError(optimizer, rule, seed: seed)
      print("OptimizerTests: \(name): worst error \(worst)")
      #expect(worst <= Self.bound, "\(name), seed \(seed)")
    }
  }

  /// Two parameters, so that what they share and what they do not is told apart.
  private func worstError(
    _ optimizer: any Optimizer, _ rule: Float64Optimizer.Rule, seed: UInt64
  ) throws -> Double {
    var random = TestRandom(seed: seed)
    var graph = Graph(batch: 1)
    let parameters = [
      graph.parameter("one", [5, 7], GivenLater()), graph.parameter("two", [3], GivenLater()),
    ]
    let gradients = [graph.input("g one", [5, 7]), graph.input("g two", [3])]
    try optimizer.appendStep(of: graph.parameters, gradients: gradients, to: &graph)
    let plan = try Plan.compile(graph, keeping: [])
    let arena = Arena(count: plan.arenaCount)
    if let scalar = graph.scalars[.learningRate] {
      arena.write(optimizer.rate(at: 0), to: plan.buffer(of: scalar))
    }
    var weights = parameters.map { random.floats(graph.shape($0).elementCount) }
    for (value, numbers) in zip(parameters, weights) {
      arena.write(numbers, to: plan.buffer(of: value))
    }
    var exact = weights.map { $0.map { Double($0) } }
    var references = exact.map { Float64Optimizer(rule, count: $0.count) }
    for _ in 0..<Self.steps {
      for index in parameters.indices {
        let gradient = random.floats(exact[index].count)
        arena.write(gradient, to: plan.buffer(of: gradients[index]))
        references[index].update(&exact[index], gradient.map { Double($0) })
      }
      arena.run(plan.program)
    }
    weights = parameters.map { arena.read(plan.buffer(of: $0)) }
    return zip(weights.joined(), exact.joined()).reduce(0) { max($0, abs(Double($1.0) - $1.1)) }
  }
}
