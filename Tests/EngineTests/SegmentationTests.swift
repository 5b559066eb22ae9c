import Engine
import TestSupport
import Testing

/// Where the threads of a program wait for one another, against the rule in its most literal form.
struct SegmentationTests {
  @Test func segmentsAsTheRuleSays() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("SegmentationTests: seed \(seed)")
    var waits = 0
    for index in 0..<500 {
      var random = TestRandom(seed: seed &+ UInt64(index))
      let calls = (0..<Int.random(in: 1...40, using: &random)).map { _ in call(&random) }
      let program = Program(calls, sharing: .everything)
      #expect(
        program.segments == literally(calls), "seed \(seed &+ UInt64(index))")
      waits += program.segments.count - 1
    }
    #expect(waits > 500)
  }

  /// A call over one of few places; half of them too small to be divided, and half in one of three lanes.
  private func call(_ random: inout TestRandom) -> KernelCall {
    let count = Bool.random(using: &random) ? 16 : 64
    func buffer() -> Buffer {
      Buffer(offset: 16 * Int.random(in: 0...12, using: &random), count: count)
    }
    let (x, y) = (buffer(), buffer())
    let call =
      Bool.random(using: &random)
      ? KernelCall.unary(.tanh, x, into: y) : .binary(.add, x, buffer(), into: y)
    let lane = Int.random(in: -3...2, using: &random)
    return lane < 0 ? call : call.inLane(lane)
  }

  /// The thread that does a call; nil where it is divided.
  private func thread(of call: KernelCall) -> Int? {
    call.lane ?? (call.division.pieces > 1 ? nil : 0)
  }

  private func literally(_ calls: [KernelCall]) -> [Range<Int>] {
    var segments: [Range<Int>] = []
    var first = 0
    for index in calls.indices {
      let waits = (first..<index).contains { earlier in
        let threads = (thread(of: calls[earlier]), thread(of: calls[index]))
        return (threads.0 == nil || threads.0 != threads.1)
          && conflicts(calls[earlier], calls[index])
      }
      if waits {
        segments.append(first..<index)
        first = index
      }
    }
    return segments + [first..<calls.count]
  }

  private func conflicts(_ earlier: KernelCall, _ later: KernelCall) -> Bool {
    earlier.writes.contains { write in
      (later.reads + later.writes).contains { $0.overlaps(write) }
    } || earlier.reads.contains { read in later.writes.contains { $0.overlaps(read) } }
  }
}
