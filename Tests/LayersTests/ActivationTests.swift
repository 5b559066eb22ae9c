import Engine
import Graphs
import Layers
import Plans
import Testing

/// What holds for every activation.
struct ActivationTests {
  /// A training that has diverged shows it: no function turns NaN into a number.
  @Test(arguments: ActivationName.allCases)
  func letsNaNThrough(_ activation: ActivationName) throws {
    var graph = Graph(batch: 1)
    let x = graph.input("x", [1, 3])
    let y = try activation.apply(to: x, in: &graph)
    let plan = try Plan.compile(graph, keeping: [y])
    let arena = Arena(count: plan.arenaCount)
    arena.write([0.25, .nan, -2], to: plan.buffer(of: x))
    arena.run(plan.program)
    #expect(arena.read(plan.buffer(of: y))[1].isNaN)
  }

  /// Zero is where many formulas have a kink: the derivative there is that of Keras, zero for `relu` and
  /// one half for `softplus`.
  @Test func derivativesAtZero() throws {
    #expect(Expression.softplus(.x).derivative(by: 0) == .sigmoid(.x))
    #expect(Expression.max(.x, 0).derivative(by: 0).description == "(0 < x ? 1 : 0)")
  }
}
