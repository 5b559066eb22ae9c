import Engine
import Graphs
import Training

extension TrainingSettings {
  /// One loss for the only output.
  init(
    loss: any Loss, optimizer: any Optimizer, epochs: Int, batchSize: Int, shuffles: Bool,
    seed: UInt64
  ) {
    self.init(
      objective: Objective(loss), optimizer: optimizer, epochs: epochs, batchSize: batchSize,
      shuffles: shuffles, seed: seed)
  }
}

extension Trainer {
  /// All samples are trained on, by a network that is the same for training and for predictions.
  init(
    settings: TrainingSettings, target: Shape, network: (Int) throws -> Network
  ) throws {
    try self.init(settings: settings, targets: [target]) { batch, _ in try network(batch) }
  }

  func train(
    input: Tensor, target: Tensor, initial: [String: Tensor] = [:],
    instructions: InstructionSet = .best, threads: Int = 1,
    onEpoch: (EpochRecord) -> Bool = { _ in true },
    onParameter: (TrainedParameter) -> Void = { _ in }
  ) throws -> TrainingResult {
    try train(
      TrainingData(inputs: [input], targets: [target]), initial: initial,
      instructions: instructions, threads: threads, onEpoch: onEpoch, onParameter: onParameter)
  }
}
