package import Engine
package import Graphs
package import Plans

/// A network ready to be trained on a data set of a known shape: the plans, before any memory is
/// taken.
package struct Trainer: Sendable {
  package let settings: TrainingSettings
  /// For whole batches.
  package let plans: BatchPlans
  /// For the samples that are left over in an epoch, if there are any.
  package let remainder: BatchPlans?
  /// Where what lasts from step to step stands in the arena.
  let layout: PersistentLayout
  private let sampleCount: Int

  /// - Parameters:
  ///   - network: gives the network for batches of a size
  ///   - target: the shape of all targets, [samples, …]
  package init<Failure: Error>(
    settings: TrainingSettings, target: Shape, network: (Int) throws(Failure) -> Network
  ) throws {
    self.settings = settings
    sampleCount = target[0]
    let size = min(settings.batchSize, sampleCount)
    let left = sampleCount % size
    do {
      func graphs(_ size: Int) throws -> BatchGraphs {
        try BatchGraphs(
          network(size), target: target.replacing(axis: 0, with: size), settings: settings)
      }
      let whole = try graphs(size)
      let rest = left == 0 ? nil : try graphs(left)
      precondition(
        rest == nil || whole.network.stateUpdates.isEmpty,
        "states carried from batch to batch need batches of one size")
      try Plan.check(whole.training.graph)
      let layout = PersistentLayout(of: [whole.training.graph])
      self.layout = layout
      plans = try BatchPlans(whole, layout: layout)
      remainder = try rest.map { try BatchPlans($0, layout: layout) }
    } catch let error as ShapeError {
      throw TrainingError.shape(error)
    } catch let error as PlanError {
      throw TrainingError.plan(error)
    }
  }

  /// Floats of the arena that training takes.
  package var arenaCount: Int {
    [plans, remainder].compactMap { $0 }.flatMap { [$0.training.plan, $0.prediction.plan] }
      .reduce(0) { max($0, $1.arenaCount) }
  }

  /// The memory that training takes beside its data, in bytes: the arena, the order of the samples,
  /// old and new, and the predictions.
  package var bytes: Double {
    let output = plans.network.graph.shape(plans.network.output)
    let predictions = output.replacing(axis: 0, with: sampleCount).elementCount
    return 4 * Double(arenaCount) + 16 * Double(sampleCount) + 4 * Double(predictions)
  }

  /// The most threads that training is worth.
  package var parts: Int {
    max(plans.training.plan.program.parts, remainder?.training.plan.program.parts ?? 1)
  }

  /// Trains from freshly drawn parameters, or from those given.
  ///
  /// - Parameters:
  ///   - input: [samples, …]
  ///   - target: [samples, …]
  ///   - initial: first values by the parameter's name; the others are drawn. They are let go of
  ///     once they are in the arena
  ///   - instructions: the kernels to use; the result does not depend on it
  ///   - threads: the most threads to use; the result does not depend on it either
  ///   - onEpoch: told each epoch's number, from one, and loss; false ends the training there
  ///   - onParameter: told each parameter after the last epoch, in the order of the layers
  /// - Throws: `noMemory` where the system does not give an arena
  package func train(
    input: Tensor, target: Tensor, initial: consuming [String: Tensor] = [:],
    instructions: InstructionSet = .best, threads: Int = 1,
    onEpoch: (Int, Double) -> Bool = { _, _ in true },
    onParameter: (TrainedParameter) -> Void = { _ in }
  ) throws(TrainingError) -> TrainingResult {
    precondition(input.shape[0] == sampleCount && target.shape[0] == sampleCount)
    var run = try TrainingRun(
      trainer: self, input: input, target: target, instructions: instructions,
      threads: min(threads, parts))
    run.setParameters(consume initial)
    run.setLearningRate(settings.optimizer.learningRate)
    var (epochs, lastLoss) = (0, Double.nan)
    for epoch in 1...settings.epochs {
      (epochs, lastLoss) = (epoch, run.trainEpoch(epoch))
      if !onEpoch(epoch, lastLoss) || !lastLoss.isFinite { break }
    }
    let predictions = run.predict()
    var isFinite = true
    run.eachParameter { parameter in
      parameter.eachPiece { piece in isFinite = isFinite && piece.allSatisfy { $0.isFinite } }
      onParameter(parameter)
    }
    return TrainingResult(
      epochs: epochs, lastLoss: lastLoss, updates: run.updates, predictions: predictions,
      parametersAreFinite: isFinite)
  }
}

/// What training gave, but for the losses and the parameters: those may be many, and whoever wants
/// them is told while they are at hand.
package struct TrainingResult: Sendable {
  /// The epochs that were trained.
  package let epochs: Int
  /// The mean loss of the last epoch, every batch measured before its update; not finite if the
  /// training stopped for that.
  package let lastLoss: Double
  /// Parameter updates.
  package let updates: Int
  /// The predictions for all samples after the last epoch.
  package let predictions: Tensor
  /// Whether every parameter is a finite number after the last epoch.
  let parametersAreFinite: Bool

  /// The epoch, from one, in which a number was no longer finite: the loss, or, since a loss is
  /// measured before its update, a parameter or a prediction after the last update.
  package var divergedAt: Int? {
    let isFinite =
      lastLoss.isFinite && parametersAreFinite && predictions.values.allSatisfy { $0.isFinite }
    return isFinite ? nil : epochs
  }
}

/// Why a network cannot be trained as asked.
package enum TrainingError: Error, Sendable, Hashable {
  case shape(ShapeError)
  case plan(PlanError)
  /// The system does not give the memory for a plan; in bytes.
  case noMemory(bytes: Int)
}
