import Engine
package import Experiments
package import Training

/// The speed of an experiment's training step, with what tells how much work it is.
package struct Benchmark: Sendable, Hashable {
  /// The experiment's name.
  package let experiment: String
  /// Samples a step.
  package let batch: Int
  package let parameters: Int
  /// Bytes of the memory that training takes, as planned.
  package let arenaBytes: Int
  package let measurement: StepMeasurement

  package init(
    experiment: String, batch: Int, parameters: Int, arenaBytes: Int, measurement: StepMeasurement
  ) {
    self.experiment = experiment
    self.batch = batch
    self.parameters = parameters
    self.arenaBytes = arenaBytes
    self.measurement = measurement
  }

  /// Times the training step of an experiment with its own data. Nothing is written.
  ///
  /// - Parameters:
  ///   - threads: the most threads to use
  ///   - rounds: how many, at least one; nil: as many as fit into a second or two
  /// - Returns: nil where the system does not give the memory
  package static func measure(
    _ checked: CheckedExperiment, threads: Int, rounds: Int?
  ) -> Benchmark? {
    guard LargeBlocks.isAvailable(bytes: checked.bytes) else { return nil }
    guard
      let measurement = try? checked.trainer.measureStep(
        checked.data(), initial: checked.initialWeights?.take() ?? [:], threads: threads,
        rounds: rounds)
    else { return nil }
    return Benchmark(
      experiment: checked.name.name, batch: checked.trainer.plans.training[0].size,
      parameters: checked.model.network.graph.parameterCount,
      arenaBytes: checked.trainer.plans.arenaCount * 4,
      measurement: measurement)
  }
}
