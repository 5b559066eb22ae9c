package import Datasets
package import Engine
package import Graphs
package import Plans

/// A network ready to be trained on a data set of known shapes: the plans, before any memory is
/// taken.
package struct Trainer: Sendable {
  package let settings: TrainingSettings
  package let plans: PhasePlans
  /// The names of an epoch's numbers, `loss` first.
  package let columns: [String]
  private let sampleCount: Int

  /// - Parameters:
  ///   - targets: the shapes of all targets, [samples, …], one an output of the network
  ///   - parts: nil: all samples are trained on
  ///   - network: gives the network for batches of a size, for training or for predictions
  /// - Throws: `TrainingError`, or what `network` throws
  package init<Failure: Error>(
    settings: TrainingSettings, targets: [Shape], parts: SampleParts? = nil,
    network: (Int, Mode) throws(Failure) -> Network
  ) throws {
    self.settings = settings
    let sampleCount = targets[0][0]
    let parts = parts ?? SampleParts(all: sampleCount)
    self.sampleCount = sampleCount
    do {
      plans = try PhasePlans(settings, targets: targets, parts: parts, network: network)
    } catch let error as ShapeError {
      throw TrainingError.shape(error)
    } catch let error as PlanError {
      throw TrainingError.plan(error)
    }
    let measured = settings.objective.columns(plans.network.outputs.map { $0.name })
    columns = parts.validation.isEmpty ? measured : measured + measured.map { "val_\($0)" }
  }

  /// The memory that training takes beside its data, in bytes: the arena, the order of the samples,
  /// old and new, and the predictions.
  package var bytes: Double {
    let predictions = plans.network.outputs.reduce(0.0) { sum, output in
      let shape = plans.network.graph.shape(output.value)
      return sum + Double(shape.replacing(axis: 0, with: sampleCount).elementCount)
    }
    return 4 * Double(plans.arenaCount) + 16 * Double(sampleCount) + 4 * predictions
  }

  /// Trains from freshly drawn parameters, or from those given.
  ///
  /// - Parameters:
  ///   - initial: first values by the parameter's name; the others are drawn. They are let go of
  ///     once they are in the arena
  ///   - instructions: the kernels to use; the result does not depend on it
  ///   - threads: the most threads to use; the result does not depend on it either
  ///   - onEpoch: told each epoch's numbers; false ends the training there
  ///   - onParameter: told each parameter after the last epoch, in the order of the layers
  /// - Throws: `noMemory` where the system does not give an arena
  package func train(
    _ data: TrainingData, initial: consuming [String: Tensor] = [:],
    instructions: InstructionSet = .best, threads: Int = 1,
    onEpoch: (EpochRecord) -> Bool = { _ in true },
    onParameter: (TrainedParameter) -> Void = { _ in }
  ) throws(TrainingError) -> TrainingResult {
    precondition(data.sampleCount == sampleCount)
    var run = try TrainingRun(
      trainer: self, data: data, instructions: instructions, threads: min(threads, plans.parts))
    run.start(from: consume initial)
    var record = EpochRecord(epoch: 0, names: ["loss"], values: [.nan])
    var end = TrainingEnd.lastEpoch
    for epoch in 1...settings.epochs {
      record = run.epoch(epoch)
      if !onEpoch(record) {
        end = .interrupted
      } else if !record.loss.isFinite {
        end = .notFinite
      } else if let callback = run.applyCallbacks(to: record) {
        end = .stopped(by: callback)
      }
      if end != .lastEpoch { break }
    }
    run.endCallbacks()
    let evaluation = run.evaluateParts()
    let predictions = run.predict()
    var isFinite = true
    run.eachParameter { parameter in
      parameter.eachPiece { piece in isFinite = isFinite && piece.allSatisfy { $0.isFinite } }
      onParameter(parameter)
    }
    // A loss is measured before its update: what the last update broke shows in what it changed.
    let allFinite = predictions.allSatisfy { $0.values.allSatisfy { $0.isFinite } }
    if end != .interrupted, !isFinite || !allFinite { end = .notFinite }
    return TrainingResult(
      last: record, end: end, updates: run.updates, predictions: predictions,
      evaluation: evaluation)
  }
}

/// Why a training ended.
package enum TrainingEnd: Sendable, Hashable {
  /// All epochs were trained.
  case lastEpoch
  /// A callback ended it, by its name: that is a finished training.
  case stopped(by: String)
  /// A loss, a parameter or a prediction was no finite number.
  case notFinite
  /// Whoever asked for it ended it.
  case interrupted
}

/// What training gave, but for the numbers of each epoch and the parameters: those may be many, and
/// whoever wants them is told while they are at hand.
package struct TrainingResult: Sendable {
  /// The numbers of the last epoch that was trained.
  package let last: EpochRecord
  package let end: TrainingEnd
  /// Parameter updates.
  package let updates: Int
  /// One an output: for all samples, with the weights at the end.
  package let predictions: [Tensor]
  /// Loss and metrics of the validation and the test part with the weights at the end, where there
  /// are such parts.
  package let evaluation: [PartEvaluation]

  /// The epochs that were trained.
  package var epochs: Int { last.epoch }

  /// The epoch, from one, in which a number was no longer finite.
  package var divergedAt: Int? { end == .notFinite ? epochs : nil }
}

/// What was measured of one part of the samples.
package struct PartEvaluation: Sendable, Hashable {
  /// `validation` or `test`.
  package let part: String
  /// `loss`, then the metrics.
  package let names: [String]
  package let values: [Double]
}

/// Why a network cannot be trained as asked.
package enum TrainingError: Error, Sendable, Hashable {
  case shape(ShapeError)
  case plan(PlanError)
  /// The system does not give the memory for a plan; in bytes.
  case noMemory(bytes: Int)
}
