import Engine
import Testing

@Suite struct ProgramTests {
  /// Calls run alone, one after the other, do what the program does.
  @Test(arguments: [1, 2])
  func callsAlone(threads: Int) {
    let count = 1_500_000
    let (x, y) = (Buffer(offset: 0, count: count), Buffer(offset: count, count: count))
    let program = Program([
      .unary(.exp, x, into: y), .binary(.multiply, x, y, into: x), .unary(.tanh, x, into: y),
    ])
    // The whole is worth sharing; a call, too small by itself, is shared all the same.
    let alone = (0..<program.count).map { program.alone($0) }
    #expect(alone.map { $0.parts } == Array(repeating: program.parts, count: 3))
    let results = [[program], alone].map { programs in
      let arena = Arena(count: y.end)
      arena.write((0..<x.count).map { Float($0) / Float(count) }, to: x)
      let team = threads > 1 ? ThreadTeam(count: threads) : nil
      for program in programs { arena.run(program, team: team) }
      return arena.read(Buffer(offset: 0, count: y.end))
    }
    #expect(program.parts > 1)
    #expect(results[0] == results[1])
    #expect(results[0][x.end - 1] != 0)
  }
}
