import Engine
import Testing

/// Teams of more threads than there are processors, over programs so small that they do little but
/// meet: what one thread gives must come out of every run.
struct ThreadTeamTests {
  /// A few dependent calls, each in several pieces. `x` goes on from run to run.
  private struct Tiny {
    static let rows = 33
    static let columns = 3
    static let count = rows * columns

    let x = Buffer(offset: 0, count: count)
    let y = Buffer(offset: 99, count: count)
    let weights = Buffer(offset: 198, count: columns * columns)
    let all = Buffer(offset: 0, count: 207)
    let program: Program

    init() {
      let before = Matrix(x, rows: Self.rows, columns: Self.columns)
      let after = Matrix(y, rows: Self.rows, columns: Self.columns)
      program = Program(
        [
          .gemm(before, Matrix(weights, rows: Self.columns, columns: Self.columns), into: after),
          .unary(.tanh, y, into: y),
          .binary(.add, x, y, into: x),
        ], sharing: .everything)
    }

    func arena() -> Arena {
      let arena = Arena(count: all.count)
      arena.write((0..<all.count).map { Float($0 % 17 - 8) / 16 }, to: all)
      return arena
    }

    /// What one thread leaves behind after each run.
    func expected(runs: Int) -> [[UInt32]] {
      let arena = arena()
      return (0..<runs).map { _ in
        arena.run(program)
        return bits(arena)
      }
    }

    func bits(_ arena: Arena) -> [UInt32] { arena.read(all).map { $0.bitPattern } }
  }

  /// The threads have something to wait for, or the other tests would show nothing.
  @Test func theProgramIsDivided() {
    let program = Tiny().program
    #expect(program.parts > 3)
    #expect(program.segments.count == 3)
  }

  @Test(arguments: [2, 3, 7])
  func everyRunGivesWhatOneThreadGives(threads: Int) {
    let runs = 3000
    let tiny = Tiny()
    let arena = tiny.arena()
    let team = ThreadTeam(count: threads)
    for (run, expected) in tiny.expected(runs: runs).enumerated() {
      arena.run(tiny.program, team: team)
      guard tiny.bits(arena) != expected else { continue }
      Issue.record("run \(run) with \(threads) threads differs")
      return
    }
  }

  /// Threads that have hardly begun when their team ends.
  @Test(arguments: [2, 3, 7])
  func teamsComeAndGo(threads: Int) {
    let tiny = Tiny()
    let expected = tiny.expected(runs: 1)[0]
    for time in 1...200 {
      let arena = tiny.arena()
      arena.run(tiny.program, team: ThreadTeam(count: threads))
      let isExpected = tiny.bits(arena) == expected
      #expect(isExpected, "team \(time) of \(threads) threads")
      _ = ThreadTeam(count: threads)
    }
  }
}
