import Engine
package import Graphs

extension Trainer {
  /// Times training steps on the first whole batch. They really train: the weights change from step
  /// to step; nothing of them is kept.
  ///
  /// - Parameters:
  ///   - input: [samples, …]
  ///   - target: [samples, …]
  ///   - initial: first values by the parameter's name; the others are drawn
  ///   - threads: the most threads to use; a step that is not worth them takes fewer
  ///   - rounds: how many, at least one; nil: as many as fit into a second or two
  /// - Throws: `noMemory` where the system does not give an arena
  package func measureStep(
    input: Tensor, target: Tensor, initial: consuming [String: Tensor] = [:],
    threads: Int, rounds: Int?
  ) throws(TrainingError) -> StepMeasurement {
    let run = try TrainingRun(
      trainer: self, input: input, target: target, instructions: .best,
      threads: min(threads, plans.training.plan.program.parts))
    run.setParameters(consume initial)
    run.setLearningRate(settings.optimizer.learningRate)
    return StepBenchmark(run).measure(rounds: rounds)
  }
}
