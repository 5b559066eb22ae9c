import Graphs

/// What a network costs, as the operations of its graphs define it: the same on every machine, with
/// every number of threads.
package struct TrainingCost: Sendable, Hashable {
  /// The numbers in all parameters.
  package let parameters: Int
  /// A batch of predictions: its samples, and the floating-point operations of the forward pass.
  package let predictionSamples: Int
  package let predictionFlops: Double
  /// A training step: the samples of its batch, and the floating-point operations of the forward and
  /// backward passes, the loss and metrics, and the update.
  package let stepSamples: Int
  package let stepFlops: Double
  /// How many numbers a training step keeps from the forward pass for the backward pass.
  package let activations: Int

  /// The paths of its numbers in a report.
  package static let paths = [
    "parameters", "cost.prediction.samples", "cost.prediction.flops", "cost.training_step.samples",
    "cost.training_step.flops", "cost.training_step.activations",
  ]

  /// Its numbers by their paths in a report.
  package var numbers: [(path: String, value: Double)] {
    let values = [
      Double(parameters), Double(predictionSamples), predictionFlops, Double(stepSamples),
      stepFlops, Double(activations),
    ]
    return zip(Self.paths, values).map { (path: $0, value: $1) }
  }
}

extension Trainer {
  /// The cost of whole batches.
  package var cost: TrainingCost {
    let step = plans.training[0]
    guard let (samples, prediction) = plans.prediction.max(by: { $0.key < $1.key }) else {
      preconditionFailure("every network predicts")
    }
    return TrainingCost(
      parameters: plans.network.graph.parameterCount,
      predictionSamples: samples, predictionFlops: prediction.plan.operations,
      stepSamples: step.size, stepFlops: step.plan.operations,
      activations: step.plan.graph.keptForBackward(among: step.plan.steps.map { $0.node }))
  }
}
