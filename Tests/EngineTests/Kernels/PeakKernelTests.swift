import Engine
import Testing

/// The kernel that measures the machine computes what it says, so that nothing of it is left out.
struct PeakKernelTests {
  private let seed = UInt64.random(in: 0...UInt64.max)

  @Test(arguments: [0, 1, 2, 19])
  func peak(rounds: Int) {
    print("PeakKernelTests.peak: seed \(seed)")
    for groups in 1...4 {
      var memory = GuardedMemory(seed: seed &+ UInt64(groups))
      let y = memory.drawn(groups * KernelCall.peakGroup)
      let call = KernelCall.peak(rounds: rounds, factor: 0.7, addend: -1.3, into: y)
      #expect(call.operations == Double(2 * rounds * groups * 192))
      KernelCheck(memory: memory, call: call, place: "seed \(seed)").run { floats in
        floats[y] = floats[y].map { first in
          (0..<rounds).reduce(first) { value, _ in Float(-1.3).addingProduct(value, 0.7) }
        }
      }
    }
  }

  /// Each thread has a group of its own.
  @Test func sharesOutGroups() {
    let y = Buffer(offset: 0, count: 3 * KernelCall.peakGroup)
    let call = KernelCall.peak(rounds: 500_000, factor: 0.5, addend: 1, into: y)
    #expect(call.division.parts == 3)
    #expect(Program([call]).parts == 3)
  }
}
