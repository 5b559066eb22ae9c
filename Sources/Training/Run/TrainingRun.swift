import Engine
import Graphs

/// One training in progress: the arena, the data, and what lasts from epoch to epoch.
struct TrainingRun {
  let trainer: Trainer
  private let data: TrainingData
  let instructions: InstructionSet
  let arena: Arena
  /// Nil: this thread does all of the work.
  let team: ThreadTeam?
  private let scalars: StepScalars
  /// What stateful layers keep from batch to batch.
  private let states: [Buffer]
  /// The samples that are trained on, in the order of the epoch.
  private var order: [Int]
  /// Whether the arena holds the only batch that there is.
  private var holdsOnlyBatch = false
  private var callbacks: [any CallbackState]
  private var control: TrainingControl
  /// The parameters that a callback keeps, in the order of the layers.
  private var kept: [[Float]]?
  private(set) var updates = 0

  init(
    trainer: Trainer, data: TrainingData, instructions: InstructionSet, threads: Int
  ) throws(TrainingError) {
    let plans = trainer.plans
    guard let arena = Arena(ifAvailable: plans.arenaCount) else {
      throw .noMemory(bytes: plans.arenaCount * 4)
    }
    self.arena = arena
    self.trainer = trainer
    self.data = data.flushed
    self.instructions = instructions
    team = threads > 1 ? ThreadTeam(count: threads) : nil
    order = data.parts.training
    scalars = StepScalars(plans.layout)
    let graph = plans.network.graph
    states = plans.network.stateUpdates.compactMap { update in
      // What is kept but is no state, such as a moving average, is a parameter.
      graph.parameters.contains { $0.value == update.state }
        ? nil : plans.layout.buffer(named: graph.name(of: update.state))
    }
    callbacks = trainer.settings.callbacks.map { $0.begin() }
    control = TrainingControl(learningRate: trainer.settings.optimizer.rate(at: 0))
  }

  private var plans: PhasePlans { trainer.plans }

  /// Puts the first parameters and the step scalars into the arena.
  ///
  /// - Parameter initial: values by the parameter's name; the others are drawn
  mutating func start(from initial: consuming [String: Tensor]) {
    for parameter in plans.network.graph.parameters {
      guard let buffer = plans.layout.buffer(named: parameter.name) else { continue }
      if let given = initial[parameter.name] {
        arena.write(given.flushed.values, to: buffer)
      } else {
        var stream = RandomStream(seed: trainer.settings.seed, stream: parameter.name)
        let values = parameter.initializer.values(parameter.shape, from: &stream)
        arena.write(values.map { $0.flushed }, to: buffer)
      }
    }
    scalars.write(seed: trainer.settings.seed, in: arena)
    scalars.write(learningRate: control.learningRate, in: arena)
  }

  // MARK: Epochs

  /// Runs every batch of the training part once, and those of the validation part.
  mutating func epoch(_ epoch: Int) -> EpochRecord {
    var values = train(epoch)
    if !data.parts.validation.isEmpty { values += evaluate(data.parts.validation) }
    return EpochRecord(epoch: epoch, names: trainer.columns, values: values)
  }

  private mutating func train(_ epoch: Int) -> [Double] {
    let (arena, instructions, team) = (arena, instructions, team)
    return train(
      epoch,
      running: { step in
        arena.run(step.plan.program, with: instructions, team: team)
        return true
      })
  }

  /// Goes through the batches of an epoch.
  ///
  /// - Parameter run: runs a batch that is in the arena; false ends the epoch
  mutating func train(_ epoch: Int, running run: (StepPlan) -> Bool) -> [Double] {
    let whole = plans.training[0]
    clearStates()
    let drawn = data.drawn(in: epoch)
    if data.redraw != nil { holdsOnlyBatch = false }
    if trainer.settings.shuffles, order.count > whole.size {
      var stream = RandomStream(
        seed: trainer.settings.seed, stream: "shuffle of epoch \(epoch)")
      let permutation = stream.permutation(count: order.count)
      order = permutation.map { data.parts.training[$0] }
    }
    var sums = MeasuredSums(plans.training[0], trainer.settings.objective, plans.network)
    sums.clear(in: arena)
    let followsSchedule = !trainer.settings.optimizer.hasConstantRate
    var start = 0
    while start < order.count {
      let step = order.count - start >= whole.size ? whole : plans.training[1]
      if !holdsOnlyBatch {
        fill(step, with: drawn, order[start..<start + step.size])
        holdsOnlyBatch = step.size == order.count
      }
      if followsSchedule {
        control.learningRate = trainer.settings.optimizer.rate(at: updates)
        scalars.write(learningRate: control.learningRate, in: arena)
      }
      scalars.write(step: updates, in: arena)
      let goesOn = run(step)
      updates += 1
      guard goesOn else { break }
      sums.add(step, in: arena)
      start += step.size
    }
    return sums.means(of: order.count, in: arena)
  }

  /// Loss and metrics of some samples, with the weights as they are.
  private mutating func evaluate(_ samples: [Int]) -> [Double] {
    clearStates()
    holdsOnlyBatch = false
    let whole = min(trainer.settings.batchSize, samples.count)
    guard let first = plans.evaluation[whole] else {
      preconditionFailure("there are plans for the parts that are measured")
    }
    var sums = MeasuredSums(first, trainer.settings.objective, plans.network)
    sums.clear(in: arena)
    var start = 0
    while start < samples.count {
      let size = min(whole, samples.count - start)
      guard let step = plans.evaluation[size] else {
        preconditionFailure("there is a plan for the samples that are left over")
      }
      fill(step, samples[start..<start + size])
      arena.run(step.plan.program, with: instructions, team: team)
      sums.add(step, in: arena)
      start += size
    }
    return sums.means(of: samples.count, in: arena)
  }

  /// What is measured of the parts beside the training once it has ended.
  mutating func evaluateParts() -> [PartEvaluation] {
    let names = trainer.settings.objective.columns(plans.network.outputs.map { $0.name })
    let parts = [("validation", data.parts.validation), ("test", data.parts.test)]
    return parts.filter { !$0.1.isEmpty }.map { part, samples in
      PartEvaluation(part: part, names: names, values: evaluate(samples))
    }
  }

  /// The outputs for all samples, in their own order.
  mutating func predict() -> [Tensor] {
    clearStates()
    holdsOnlyBatch = false
    let samples = Array(0..<data.sampleCount)
    let shapes = plans.network.outputs.map { output in
      plans.network.graph.shape(output.value).replacing(axis: 0, with: samples.count)
    }
    var values = shapes.map { shape in
      var values: [Float] = []
      values.reserveCapacity(shape.elementCount)
      return values
    }
    let whole = min(trainer.settings.batchSize, samples.count)
    var start = 0
    while start < samples.count {
      let size = min(whole, samples.count - start)
      guard let step = plans.prediction[size] else {
        preconditionFailure("there is a plan for the samples that are left over")
      }
      fill(step, samples[start..<start + size])
      arena.run(step.plan.program, with: instructions, team: team)
      for (index, output) in step.outputs.enumerated() { values[index] += arena.read(output) }
      start += size
    }
    if let feedback = data.feedback {
      predict(feedback, changing: &values, samples: samples.count)
    }
    return zip(shapes, values).map { Tensor($0, $1) }
  }

  // MARK: Callbacks

  /// Lets the callbacks decide what follows from an epoch, in their order.
  ///
  /// - Returns: the callback that ends the training, by its name
  mutating func applyCallbacks(to record: EpochRecord) -> String? {
    for index in callbacks.indices { callbacks[index].epochEnded(record, &control) }
    if !callbacks.isEmpty { applyControl() }
    return control.stoppedBy
  }

  mutating func endCallbacks() {
    for index in callbacks.indices { callbacks[index].trainingEnded(&control) }
    if !callbacks.isEmpty { applyControl() }
  }

  private mutating func applyControl() {
    scalars.write(learningRate: control.learningRate, in: arena)
    let buffers = plans.network.graph.parameters.compactMap {
      plans.layout.buffer(named: $0.name)
    }
    if control.keepsWeights { kept = buffers.map { arena.read($0) } }
    if control.restoresWeights, let kept {
      for (values, buffer) in zip(kept, buffers) { arena.write(values, to: buffer) }
    }
    control.keepsWeights = false
    control.restoresWeights = false
  }

  // MARK: The arena

  /// Puts the first whole batch, in the samples' own order, into the arena.
  func fillFirstBatch() {
    fill(plans.training[0], order[..<plans.training[0].size])
  }

  /// The parameters in the order of the layers, one after the other.
  func eachParameter(_ body: (TrainedParameter) -> Void) {
    for parameter in plans.network.graph.parameters {
      guard let buffer = plans.layout.buffer(named: parameter.name) else { continue }
      body(
        TrainedParameter(
          name: parameter.name, shape: parameter.shape, arena: arena, buffer: buffer))
    }
  }

  /// A stateful layer begins every pass over the data from zero, unless it never does.
  private func clearStates() {
    guard trainer.settings.resetsStates == .epoch else { return }
    for state in states { arena.clear(state) }
  }

  func fill(_ step: StepPlan, _ rows: ArraySlice<Int>) {
    fill(step, with: data, rows)
  }

  private func fill(_ step: StepPlan, with data: TrainingData, _ rows: ArraySlice<Int>) {
    for (buffer, tensor) in zip(step.inputs, data.inputs) { fill(buffer, with: tensor, rows) }
    for (buffer, tensor) in zip(step.targets, data.targets) { fill(buffer, with: tensor, rows) }
  }

  private func fill(_ buffer: Buffer, with tensor: Tensor, _ rows: ArraySlice<Int>) {
    arena.gather(rows, of: tensor.values, rowCount: tensor.sampleCount, to: buffer)
  }
}
