import Engine
import Plans
import TestSupport
import Testing

/// The planner alone, against the greedy rule in its most literal form.
struct MemoryPlannerTests {
  @Test func placesAsTheGreedyRuleSays() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("MemoryPlannerTests: seed \(seed)")
    for index in 0..<2000 {
      var random = TestRandom(seed: seed &+ UInt64(index))
      let start = Int.random(in: 0...40, using: &random)
      let requests = (0..<Int.random(in: 1...8, using: &random)).map { _ in
        let first = Int.random(in: 0...9, using: &random)
        return MemoryPlanner.Request(
          count: Int.random(in: 1...70, using: &random),
          lifetime: Lifetime(first: first, last: Int.random(in: first...10, using: &random)))
      }
      let placed = MemoryPlanner.place(requests, from: start)
      #expect(placed == literally(requests, from: start), "seed \(seed &+ UInt64(index))")
      for (one, other) in pairs(requests.count) where placed[one].overlaps(placed[other]) {
        #expect(!requests[one].lifetime.overlaps(requests[other].lifetime), "seed \(seed)")
      }
    }
  }

  /// Largest first, the earlier of equals first; each tries one cache line after another.
  private func literally(_ requests: [MemoryPlanner.Request], from start: Int) -> [Buffer] {
    var buffers = [Buffer?](repeating: nil, count: requests.count)
    for _ in requests {
      var next: Int?
      for index in requests.indices where buffers[index] == nil {
        if let chosen = next, requests[chosen].count >= requests[index].count { continue }
        next = index
      }
      guard let next else { break }
      var offset = 0
      while true {
        let candidate = Buffer(offset: offset, count: requests[next].count)
        let isFree = requests.indices.allSatisfy { other in
          guard let taken = buffers[other] else { return true }
          return !taken.overlaps(candidate)
            || !requests[other].lifetime.overlaps(requests[next].lifetime)
        }
        if offset >= start, isFree {
          buffers[next] = candidate
          break
        }
        offset += 16
      }
    }
    return buffers.compactMap { $0 }
  }

  private func pairs(_ count: Int) -> [(Int, Int)] {
    (0..<count).flatMap { one in (one + 1..<max(count, one + 1)).map { (one, $0) } }
  }

  /// Three pieces of one size, the last two never in use together: two places are enough.
  @Test func reusesWhatIsFree() {
    let requests = [(0, 4), (0, 1), (2, 4)].map {
      MemoryPlanner.Request(count: 16, lifetime: Lifetime(first: $0.0, last: $0.1))
    }
    #expect(MemoryPlanner.place(requests, from: 0).map { $0.offset } == [0, 16, 16])
  }
}
