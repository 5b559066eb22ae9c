import Engine
import Graphs
import Plans
import TestSupport
import Testing

/// Plans of many calls: their memory, and that planning does not grow with the square of the calls.
struct LongPlanTests {
  @Test func placesManyPiecesWithoutOverlap() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("LongPlanTests: seed \(seed)")
    var random = TestRandom(seed: seed)
    let count = MemoryPlanner.mostBySize + 500
    let requests = (0..<count).map { _ in
      let first = Int.random(in: 0...400, using: &random)
      return MemoryPlanner.Request(
        count: Int.random(in: 1...200, using: &random),
        lifetime: Lifetime(
          first: first, last: Int.random(in: first...min(first + 9, 400), using: &random)))
    }
    let placed = MemoryPlanner.place(requests, from: 33)
    #expect(placed.allSatisfy { $0.offset >= 33 && $0.offset % MemoryPlanner.alignment == 0 })
    #expect(zip(placed, requests).allSatisfy { $0.count == $1.count })
    for (index, one) in placed.enumerated() {
      for other in index + 1..<count where one.overlaps(placed[other]) {
        #expect(!requests[index].lifetime.overlaps(requests[other].lifetime), "seed \(seed)")
      }
    }
    // At the busiest moment so much is in use; gaps cost no more than as much again.
    let busiest =
      (0...400).map { node in
        requests.filter { $0.lifetime.overlaps(Lifetime(first: node, last: node)) }
          .reduce(0) { $0 + MemoryPlanner.aligned($1.count) }
      }.max() ?? 0
    #expect(placed.map { $0.end }.max() ?? 0 <= 48 + 2 * busiest)
  }

  /// A chain of many operations in one place, and a training step of many layers: the memory of the
  /// chain is that of one value, whatever its length.
  @Test func aLongChainTakesOnePlace() throws {
    var graph = Graph(batch: 1)
    var value = graph.input("x", [64])
    for _ in 0..<10_000 { value = try graph.apply(Activation(.tanh), value) }
    let plan = try Plan.compile(graph, keeping: [value])
    #expect(plan.arenaCount == 128)
    #expect(plan.steps.count == 10_000)
  }
}
