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
  private let whole: PreparedBatch
  /// For the samples that are left over in an epoch.
  private let remainder: PreparedBatch?
  /// What stateful layers keep from batch to batch.
  private let states: [Buffer]
  /// Where the plans read the learning rate.
  private let learningRate: Buffer?
  /// The samples in the order of the epoch.
  private var order: [Int]
  /// Whether the arena holds the only batch that there is.
  private var holdsOnlyBatch = false
  private(set) var updates = 0

  init(
    trainer: Trainer, input: Tensor, target: Tensor, instructions: InstructionSet, threads: Int
  ) throws(TrainingError) {
    guard let arena = Arena(ifAvailable: trainer.arenaCount) else {
      throw .noMemory(bytes: trainer.arenaCount * 4)
    }
    self.arena = arena
    self.trainer = trainer
    self.input = input.flushed
    self.target = target.flushed
    self.instructions = instructions
    team = threads > 1 ? ThreadTeam(count: threads) : nil
    order = Array(0..<input.shape[0])
    let plans = trainer.plans
    whole = PreparedBatch(plans)
    remainder = trainer.remainder.map { PreparedBatch($0) }
    learningRate = trainer.layout.buffer(of: .learningRate)
    states = plans.network.stateUpdates.map { plans.training.plan.buffer(of: $0.state) }
  }

  private var graph: Graph { trainer.plans.network.graph }

  func setLearningRate(_ rate: Double) {
    if let learningRate { arena.write(rate, to: learningRate) }
  }

  func setParameters(_ initial: consuming [String: Tensor]) {
    for parameter in graph.parameters {
      let buffer = trainer.plans.training.plan.buffer(of: parameter.value)
      if let given = initial[parameter.name] {
        arena.write(given.flushed.values, to: buffer)
      } else {
        var stream = RandomStream(seed: trainer.settings.seed, stream: parameter.name)
        let values = parameter.initializer.values(parameter.shape, from: &stream)
        arena.write(values.map { $0.flushed }, to: buffer)
      }
    }
  }

  /// Runs every batch once and gives the mean loss over the samples.
  mutating func trainEpoch(_ epoch: Int) -> Double {
    clearStates()
    if trainer.settings.shuffles, order.count > whole.size {
      var stream = RandomStream(
        seed: trainer.settings.seed, stream: "shuffle of epoch \(epoch)")
      order = stream.permutation(count: order.count)
    }
    var sum = 0.0
    var start = 0
    while start < order.count {
      let batch = batch(at: start)
      if !holdsOnlyBatch {
        let rows = order[start..<start + batch.size]
        fill(batch.training.input, with: input, rows)
        fill(batch.training.other, with: target, rows)
        holdsOnlyBatch = batch.size == order.count
      }
      arena.run(batch.training.program, with: instructions, team: team)
      updates += 1
      if let loss = batch.loss { sum += arena.readDouble(loss) * Double(batch.size) }
      start += batch.size
    }
    return sum / Double(order.count)
  }

  /// The outputs for all samples, in their own order.
  mutating func predict() -> Tensor {
    clearStates()
    holdsOnlyBatch = false
    let samples = Array(0..<input.shape[0])
    let shape = trainer.plans.network.graph.shape(trainer.plans.network.output)
      .replacing(axis: 0, with: samples.count)
    var values: [Float] = []
    values.reserveCapacity(shape.elementCount)
    var start = 0
    while start < samples.count {
      let batch = batch(at: start)
      fill(batch.prediction.input, with: input, samples[start..<start + batch.size])
      arena.run(batch.prediction.program, with: instructions, team: team)
      values += arena.read(batch.prediction.other)
      start += batch.size
    }
    return Tensor(shape, values)
  }

  /// Puts the first whole batch, in the samples' own order, into the arena.
  func fillFirstBatch() {
    let rows = order[..<whole.size]
    fill(whole.training.input, with: input, rows)
    fill(whole.training.other, with: target, rows)
  }

  /// The parameters in the order of the layers, one after the other.
  func eachParameter(_ body: (TrainedParameter) -> Void) {
    for parameter in graph.parameters {
      body(
        TrainedParameter(
          name: parameter.name, shape: parameter.shape, arena: arena,
          buffer: trainer.plans.training.plan.buffer(of: parameter.value)))
    }
  }

  /// A stateful layer begins every pass over the data from zero.
  private func clearStates() {
    for state in states { arena.clear(state) }
  }

  private func batch(at start: Int) -> PreparedBatch {
    if order.count - start >= whole.size { return whole }
    guard let remainder else {
      preconditionFailure("a smaller batch is left only where there is a plan for it")
    }
    return remainder
  }

  private func fill(_ buffer: Buffer, with tensor: Tensor, _ rows: ArraySlice<Int>) {
    arena.gather(rows, of: tensor.values, rowCount: tensor.sampleCount, to: buffer)
  }
}
