import Engine
import Graphs
import Plans

/// Times the training step of a network: the whole as it runs in training, and each of its kernel
/// calls, beside the most that the machine can do.
struct StepBenchmark {
  private let run: TrainingRun
  private let program: Program
  private let calls: [Program]
  private let probes: Probes
  private let stepsARound: Int
  /// What lasts from step to step, as it was before the first.
  private let start: [Float]
  /// Seconds that timing a call takes by itself.
  private let timingCost: Double

  /// Seconds of whole steps in a round, if the step is that short.
  private static let roundLength = 0.02
  /// Seconds of steps before anything is measured: memory is touched, caches are filled, threads are
  /// up and the processor's clock has settled.
  private static let warmUp = 0.1
  /// Seconds that all rounds may take where their number is not given.
  private static let wantedLength = 1.5
  private static let wantedRounds = 3...20

  /// - Parameter run: with its parameters set
  init(_ run: TrainingRun) {
    self.run = run
    run.fillFirstBatch()
    start = run.arena.read(run.persistent)
    program = run.trainer.plans.training[0].plan.program
    calls = (0..<program.count).map { [program] in program.alone($0) }
    probes = Probes(instructions: run.instructions, team: run.team)
    let empty = Program([])
    timingCost =
      Spread(
        (0..<1000).map { [run] _ in
          Self.seconds { run.arena.run(empty, with: run.instructions, team: run.team) }
        }
      ).median
    var (steps, time) = (0, 0.0)
    while steps < 2 || time < Self.warmUp {
      time += Self.seconds { [run, program] in
        run.arena.run(program, with: run.instructions, team: run.team)
      }
      steps += 1
    }
    stepsARound = max(1, Int(Self.roundLength / (time / Double(steps))))
  }

  /// - Parameter rounds: how many; nil: as many as fit into a second or two
  func measure(rounds wanted: Int?) -> StepMeasurement {
    var steps: [Double] = []
    var singles = [[Double]](repeating: [], count: calls.count)
    var probed: [Probes.Round] = []
    var time = 0.0
    func isEnough() -> Bool {
      if let wanted { return steps.count >= wanted }
      return steps.count >= Self.wantedRounds.upperBound
        || steps.count >= Self.wantedRounds.lowerBound && time >= Self.wantedLength
    }
    repeat {
      time += Self.seconds {
        steps.append(wholeStep())
        for (index, seconds) in eachCall().enumerated() { singles[index].append(seconds) }
        probed.append(probes.round())
      }
    } while !isEnough()
    return StepMeasurement(
      instructionSet: run.instructions.name, threads: run.team?.count ?? 1, rounds: steps.count,
      stepsARound: stepsARound, step: Spread(steps), calls: describe(singles),
      peakOfOne: Spread(probed.map { $0.peakOfOne }),
      peakOfAll: run.team == nil ? nil : Spread(probed.map { $0.peakOfAll }),
      functions: Probes.functions.enumerated().map { index, function in
        StepMeasurement.Function(
          name: function.name, seconds: Spread(probed.map { $0.functions[index] }).median)
      })
  }

  /// Seconds of a step, the mean of a round.
  private func wholeStep() -> Double {
    startOver()
    return Self.seconds {
      for _ in 0..<stepsARound {
        run.arena.run(program, with: run.instructions, team: run.team)
      }
    } / Double(stepsARound)
  }

  /// Seconds of each call, the mean of a round. The calls run in their order and so train as the
  /// whole does: repeated by itself, a call would find its operands gone.
  private func eachCall() -> [Double] {
    startOver()
    var sums = [Double](repeating: 0, count: calls.count)
    for _ in 0..<stepsARound {
      for (index, call) in calls.enumerated() {
        sums[index] += Self.seconds {
          run.arena.run(call, with: run.instructions, team: run.team)
        }
      }
    }
    return sums.map { max(0, $0 / Double(stepsARound) - timingCost) }
  }

  /// Every round trains from the same start: a training that goes on for long enough comes to
  /// numbers that no real one sees.
  private func startOver() { run.arena.write(start, to: run.persistent) }

  private func describe(_ singles: [[Double]]) -> [StepMeasurement.Call] {
    let plan = run.trainer.plans.training[0].plan
    let named = plan.steps.flatMap { step in step.calls.map { (step.node, $0) } }
    return zip(named, singles).map { named, seconds in
      StepMeasurement.Call(
        node: named.0, operation: plan.graph.nodes[named.0].operation.name,
        kernel: named.1.name, operations: named.1.operations, seconds: Spread(seconds).median)
    }
  }

  /// The time that some work takes.
  static func seconds(_ work: () -> Void) -> Double {
    let start = ContinuousClock.now
    work()
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    return Double(seconds) + Double(attoseconds) / 1e18
  }
}

extension TrainingRun {
  /// The parameters, the optimizer's state and that of stateful layers.
  fileprivate var persistent: Buffer {
    Buffer(offset: 0, count: trainer.plans.training[0].plan.persistentCount)
  }
}
