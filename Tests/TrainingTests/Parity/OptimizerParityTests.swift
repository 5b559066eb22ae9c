import Engine
import Foundation
import Graphs
import Plans
import Schemas
import Testing
import Training
import YAML

/// Ten steps of every optimizer and option against Keras in float64: `Fixtures/optimizers.py` makes
/// the numbers.
struct OptimizerParityTests {
  struct Fixtures: Decodable {
    struct Case: Decodable, CustomTestStringConvertible {
      /// As an experiment writes it.
      let optimizer: String
      let weights: [String: [Double]]

      var testDescription: String { optimizer }
    }

    let initial: [String: [Float]]
    let gradients: [[String: [Float]]]
    let cases: [Case]

    static let all = Result {
      try JSONDecoder().decode(Fixtures.self, from: Fixture.data("optimizers.json"))
    }
  }

  private struct GivenLater: Initializer {
    func values(_ shape: Shape, from random: inout RandomStream) -> [Float] {
      [Float](repeating: 0, count: shape.elementCount)
    }
  }

  /// Of the largest weight: ten steps of a few roundings of 2⁻²⁴ each.
  private static let bound = 2e-6
  private static let shapes: [(name: String, shape: Shape)] = [("kernel", [5, 7]), ("bias", [3])]

  @Test func agreesWithKeras() throws {
    let fixtures = try Fixtures.all.get()
    for one in fixtures.cases {
      let optimizer = try read(one.optimizer)
      let weights = try weights(after: fixtures, optimizer)
      let exact = try Self.shapes.flatMap { try #require(one.weights[$0.name]) }
      let largest = exact.reduce(0) { max($0, abs($1)) }
      let worst = zip(weights, exact).reduce(0) { max($0, abs(Double($1.0) - $1.1)) }
      #expect(worst <= Self.bound * largest, "\(one.optimizer): \(worst / largest)")
    }
  }

  @Test func everyOptimizerIsHere() throws {
    let covered = try Fixtures.all.get().cases.map { type(of: try read($0.optimizer)).title }
    #expect(Set(covered) == Set(AllOptimizers.entries.map { $0.name }))
  }

  /// A gradient with a number that is none leaves no weight as it was.
  @Test(arguments: ["clipnorm", "global_clipnorm"])
  func clippingHidesNoNaN(key: String) throws {
    let optimizer = try read("SGD: {\(key): 1}")
    for bad in [Float.nan, .infinity] {
      var step = ["kernel": [Float](repeating: 0.5, count: 35), "bias": [0.5, 0.5, 0.5]]
      step["kernel"]?[3] = bad
      let weights = try weights(from: step.mapValues { $0.map { _ in 1 } }, [step], optimizer)
      let touched = key == "clipnorm" ? weights[..<35] : weights[...]
      #expect(touched.allSatisfy { $0.isNaN })
    }
  }

  private func read(_ text: String) throws -> any Optimizer {
    var decoder = Decoder()
    let parsed = Parser.parse(Source(name: "test.yaml", bytes: Array(text.utf8)))
    let node = try #require(parsed.root, "\(text)")
    let choice = Choice<AllOptimizers>.decode(node, .none, &decoder)
    return try #require(choice, "\(decoder.problems)").value
  }

  private func weights(
    after fixtures: Fixtures, _ optimizer: any Optimizer
  ) throws -> [Float] {
    try weights(from: fixtures.initial, fixtures.gradients, optimizer)
  }

  private func weights(
    from initial: [String: [Float]], _ steps: [[String: [Float]]], _ optimizer: any Optimizer
  ) throws -> [Float] {
    var graph = Graph(batch: 1)
    for (name, shape) in Self.shapes { _ = graph.parameter(name, shape, GivenLater()) }
    let gradients = Self.shapes.map { graph.input("gradient.\($0.name)", $0.shape) }
    try optimizer.appendStep(of: graph.parameters, gradients: gradients, to: &graph)
    #expect(GraphVerifier.defects(of: graph).isEmpty)
    let plan = try Plan.compile(graph, keeping: [])
    let arena = Arena(count: plan.arenaCount)
    for parameter in graph.parameters {
      arena.write(try #require(initial[parameter.name]), to: plan.buffer(of: parameter.value))
    }
    for (index, step) in steps.enumerated() {
      let rate = try #require(graph.scalars[.learningRate])
      arena.write(optimizer.rate(at: index), to: plan.buffer(of: rate))
      for ((name, _), gradient) in zip(Self.shapes, gradients) {
        arena.write(try #require(step[name]), to: plan.buffer(of: gradient))
      }
      arena.run(plan.program)
    }
    return graph.parameters.flatMap { arena.read(plan.buffer(of: $0.value)) }
  }
}
