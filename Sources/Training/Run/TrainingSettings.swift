/// How a network is trained.
package struct TrainingSettings: Sendable {
  package let loss: any Loss
  package let optimizer: any Optimizer
  package let epochs: Int
  /// Samples a step; the last batch of an epoch may be smaller.
  package let batchSize: Int
  /// Whether every epoch takes the samples in a new order.
  package let shuffles: Bool
  package let seed: UInt64

  package init(
    loss: any Loss, optimizer: any Optimizer, epochs: Int, batchSize: Int, shuffles: Bool,
    seed: UInt64
  ) {
    self.loss = loss
    self.optimizer = optimizer
    self.epochs = epochs
    self.batchSize = batchSize
    self.shuffles = shuffles
    self.seed = seed
  }
}
