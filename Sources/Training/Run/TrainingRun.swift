import Engine
import Graphs

/// One training in progress: the arena and the data.
struct TrainingRun {
  let trainer: Trainer
  private let input: Tensor
  private let target: Tensor
  let instructions: InstructionSet
  let arena: Arena
  /// Nil: this thread does all of the work.
  let team: ThreadTeam?
  /// The samples in the order of the epoch.
  private var order: [Int]
  /// Whether the arena holds the only batch that there is.
  private var holdsOnlyBatch = false
  private(set) var updates = 0

  init(
    trainer: Trainer, input: Tensor, target: Tensor, instructions: InstructionSet, threads: Int
  ) {
    self.trainer = trainer
    self.input = input
    self.target = target
    self.instructions = instructions
    arena = Arena(count: trainer.arenaCount)
    team = threads > 1 ? ThreadTeam(count: threads) : nil
    order = Array(0..<input.shape[0])
  }

  private var graph: Graph { trainer.plans.network.graph }

  func setParameters(_ initial: [String: Tensor]) {
    for parameter in graph.parameters {
      let buffer = trainer.plans.training.plan.buffer(of: parameter.value)
      if let given = initial[parameter.name] {
        arena.write(given.values, to: buffer)
      } else {
        var stream = RandomStream(seed: trainer.settings.seed, stream: parameter.name)
        arena.write(parameter.initializer.values(parameter.shape, from: &stream), to: buffer)
      }
    }
  }

  /// Runs every batch once and gives the mean loss over the samples.
  mutating func trainEpoch(_ epoch: Int) -> Double {
    clearStates()
    if trainer.settings.shuffles, order.count > trainer.plans.size {
      var stream = RandomStream(
        seed: trainer.settings.seed, stream: "shuffle of epoch \(epoch)")
      order = stream.permutation(count: order.count)
    }
    var sum = 0.0
    var start = 0
    while start < order.count {
      let plans = plansForBatch(at: start)
      let rows = order[start..<start + plans.size]
      if !holdsOnlyBatch {
        fill(plans.training.input, of: plans.training, with: input, rows)
        fill(plans.training.other, of: plans.training, with: target, rows)
        holdsOnlyBatch = plans.size == order.count
      }
      arena.run(plans.training.plan.program, with: instructions, team: team)
      updates += 1
      if let loss = plans.training.loss {
        sum += arena.readDouble(plans.training.plan.buffer(of: loss)) * Double(plans.size)
      }
      start += plans.size
    }
    return sum / Double(order.count)
  }

  /// The outputs for all samples, in their own order.
  mutating func predict() -> Tensor {
    clearStates()
    holdsOnlyBatch = false
    let samples = Array(0..<input.shape[0])
    var values: [Float] = []
    var start = 0
    while start < samples.count {
      let bound = plansForBatch(at: start)
      let rows = samples[start..<start + bound.size]
      fill(bound.prediction.input, of: bound.prediction, with: input, rows)
      arena.run(bound.prediction.plan.program, with: instructions, team: team)
      values += arena.read(bound.prediction.plan.buffer(of: bound.prediction.other))
      start += bound.size
    }
    let shape = trainer.plans.network.graph.shape(trainer.plans.network.output)
    return Tensor(shape.replacing(axis: 0, with: samples.count), values)
  }

  /// Puts the first whole batch, in the samples' own order, into the arena.
  func fillFirstBatch() {
    let (training, rows) = (trainer.plans.training, order[..<trainer.plans.size])
    fill(training.input, of: training, with: input, rows)
    fill(training.other, of: training, with: target, rows)
  }

  func parameters() -> [TrainingResult.NamedTensor] {
    graph.parameters.map { parameter in
      TrainingResult.NamedTensor(
        name: parameter.name,
        tensor: Tensor(
          parameter.shape,
          arena.read(trainer.plans.training.plan.buffer(of: parameter.value))))
    }
  }

  /// A stateful layer begins every pass over the data from zero.
  private func clearStates() {
    for update in trainer.plans.network.stateUpdates {
      arena.clear(trainer.plans.training.plan.buffer(of: update.state))
    }
  }

  private func plansForBatch(at start: Int) -> BatchPlans {
    if order.count - start >= trainer.plans.size { return trainer.plans }
    guard let remainder = trainer.remainder else {
      preconditionFailure("a smaller batch is left only where there is a plan for it")
    }
    return remainder
  }

  private func fill(
    _ value: Value, of bound: BatchPlans.Bound, with tensor: Tensor, _ rows: ArraySlice<Int>
  ) {
    arena.gather(
      rows, of: tensor.values, rowCount: tensor.sampleCount, to: bound.plan.buffer(of: value))
  }
}
