import Engine

/// What the machine can do, to hold a step against: the peak of fused multiply-adds, and the cost of
/// the functions of a cell.
struct Probes {
  /// What one round gave.
  struct Round {
    /// Operations a second.
    let peakOfOne: Double
    let peakOfAll: Double
    /// Seconds an element, in the order of `functions`.
    let functions: [Double]
  }

  static let functions: [(name: String, function: KernelCall.Unary)] = [
    ("exp", .exp), ("sigmoid", .sigmoid), ("tanh", .tanh),
  ]

  private let instructions: InstructionSet
  private let team: ThreadTeam?
  private let arena: Arena
  private let peakOfOne: Program
  private let peakOfAll: Program
  /// Operations of the peak on one thread.
  private let operations: Double
  private let functions: [Program]

  /// Elements of the functions: with their results they fit the smallest first-level cache.
  private static let elements = 2048
  /// Runs over them in a round.
  private static let repetitions = 20
  /// Seconds of one measurement of the peak.
  private static let peakLength = 0.002
  /// The fewest terms of each chain of the peak: enough for threads to share.
  private static let fewestTerms = 20_000

  init(instructions: InstructionSet, team: ThreadTeam?) {
    self.instructions = instructions
    self.team = team
    let one = Buffer(offset: 0, count: KernelCall.peakGroup)
    let all = Buffer(offset: 0, count: KernelCall.peakGroup * (team?.count ?? 1))
    let x = Buffer(offset: all.end, count: Self.elements)
    let y = Buffer(offset: x.end, count: Self.elements)
    arena = Arena(count: y.end)
    // From −8 to 8: where the functions are neither constant nor trivial.
    let step = 16 / Float(Self.elements)
    arena.write((0..<Self.elements).map { Float($0) * step - 8 }, to: x)
    // Each chain goes to two, and stays a common number.
    func peak(_ terms: Int, into y: Buffer) -> KernelCall {
      .peak(rounds: terms, factor: 0.5, addend: 1, into: y)
    }
    let trial = Program([peak(Self.fewestTerms, into: one)])
    let seconds = StepBenchmark.seconds { [arena] in arena.run(trial, with: instructions) }
    let terms = Int(Double(Self.fewestTerms) * max(1, Self.peakLength / seconds))
    operations = peak(terms, into: one).operations
    peakOfOne = Program([peak(terms, into: one)])
    peakOfAll = Program([peak(terms, into: all)])
    functions = Self.functions.map { Program([.unary($0.function, x, into: y)]) }
  }

  func round() -> Round {
    let one = StepBenchmark.seconds { arena.run(peakOfOne, with: instructions) }
    let all = team.map { team in
      Double(team.count)
        / StepBenchmark.seconds { arena.run(peakOfAll, with: instructions, team: team) }
    }
    return Round(
      peakOfOne: operations / one, peakOfAll: operations * (all ?? 1 / one),
      functions: functions.map { function in
        StepBenchmark.seconds {
          for _ in 0..<Self.repetitions { arena.run(function, with: instructions) }
        } / Double(Self.repetitions * Self.elements)
      })
  }
}
