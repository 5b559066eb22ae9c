/// How a network is trained.
package struct TrainingSettings: Sendable {
  /// When the states of stateful layers become zero again.
  package enum StateReset: String, Sendable, Hashable {
    /// Before each pass over the data.
    case epoch
    /// Never, as Keras does by itself.
    case never
  }

  package let objective: Objective
  package let optimizer: any Optimizer
  /// What may change the learning rate, or end the training, after an epoch.
  package let callbacks: [any Callback]
  package let epochs: Int
  /// Samples a step; the last batch of an epoch may be smaller.
  package let batchSize: Int
  /// Whether every epoch takes the samples in a new order.
  package let shuffles: Bool
  package let resetsStates: StateReset
  /// Whether samples are predicted one by one at the end, so that one sees the predictions of others.
  package let feedsBack: Bool
  package let seed: UInt64

  package init(
    objective: Objective, optimizer: any Optimizer, callbacks: [any Callback] = [], epochs: Int,
    batchSize: Int, shuffles: Bool, resetsStates: StateReset = .epoch, feedsBack: Bool = false,
    seed: UInt64
  ) {
    self.objective = objective
    self.optimizer = optimizer
    self.callbacks = callbacks
    self.epochs = epochs
    self.batchSize = batchSize
    self.shuffles = shuffles
    self.resetsStates = resetsStates
    self.feedsBack = feedsBack
    self.seed = seed
  }
}
