import Datasets
package import Training

extension CheckedExperiment {
  /// What the network predicts of the test part when it is trained anew before its windows: those of the
  /// other parts are those of the one training. In the units of the data, one an output; nil where
  /// nothing is trained anew.
  ///
  /// - Parameter isStopped: true ends the walk; what was not reached is as the one training has it
  /// - Throws: `noMemory`
  package func walked(
    _ result: TrainingResult, threads: Int, isStopped: () -> Bool
  ) throws(TrainingError) -> [OriginalValues]? {
    guard let walk = experiment.evaluate?.walkForward, walk.refit == .each,
      let windows = samples.start.windows, result.end != .interrupted
    else { return nil }
    var values = samples.values(of: result.predictions, fed: [])
    for first in stride(from: 0, to: parts.test.count, by: walk.stride) {
      if isStopped() { break }
      let group = parts.test[first..<min(first + walk.stride, parts.test.count)]
      guard let sample = group.first else { break }
      let (origin, data) = relearned(before: windows.starts[sample])
      let trainer: Trainer
      do { trainer = try makeTrainer(data.targetShapes ?? [], origin) } catch let error
        as TrainingError
      {
        throw error
      } catch {
        preconditionFailure("a model that was built is built again: \(error)")
      }
      let fed = walk.feed == .own ? Array(origin.test.prefix(group.count)) : []
      let outcome = try trainer.train(
        data.trainingData(origin, fed: fed), threads: threads, onEpoch: { _ in !isStopped() })
      let predicted = data.values(of: outcome.predictions, fed: fed)
      for (offset, sample) in group.enumerated() {
        for output in values.indices {
          values[output].take(sample, from: predicted[output], at: origin.test[offset])
        }
      }
    }
    return values
  }

  /// The samples of the rows before one to train on, and those from it on to test with; steps learn from
  /// the first.
  private func relearned(before row: Int) -> (SampleParts, ExperimentData) {
    guard let start = try? samples.start.relearned(before: row),
      let data = try? ExperimentData(experiment.data, from: start),
      let parts = try? start.parts(of: data.sampleCount, isTied: data.isTied)
    else { preconditionFailure("more rows to learn from are prepared as fewer were") }
    return (parts, data)
  }
}

extension Experiment {
  /// For each sample the first of those that are forecast from the same known rows: itself, but for test
  /// windows that see forecasts of the ones before.
  func origins(_ parts: SampleParts, count: Int) -> [Int] {
    var origins = Array(0..<count)
    guard let walk = evaluate?.walkForward, walk.feed == .own else { return origins }
    let size = walk.refit == .each ? walk.stride : parts.test.count
    for (index, sample) in parts.test.enumerated() {
      origins[sample] = parts.test[index / size * size]
    }
    return origins
  }
}
