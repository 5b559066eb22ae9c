import Engine
package import Graphs

extension Trainer {
  /// Times training steps on the first whole batch. They really train: the weights change from step
  /// to step; nothing of them is kept.
  ///
  /// - Parameters:
  ///   - initial: first values by the parameter's name; the others are drawn
  ///   - threads: the most threads to use; a step that is not worth them takes fewer
  ///   - rounds: how many, at least one; nil: as many as fit into a second or two
  /// - Throws: `noMemory` where the system does not give an arena
  package func measureStep(
    _ data: TrainingData, initial: consuming [String: Tensor] = [:],
    threads: Int, rounds: Int?
  ) throws(TrainingError) -> StepMeasurement {
    var run = try TrainingRun(
      trainer: self, data: data, instructions: .best,
      threads: min(threads, plans.training[0].plan.program.parts))
    run.start(from: consume initial)
    return StepBenchmark(run).measure(rounds: rounds)
  }
}
