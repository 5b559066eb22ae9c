package import Schemas
package import Training

/// What a network costs.
package struct ReportCost: Configurable, Equatable {
  package static let title = "cost"
  package static let summary =
    "What the network costs as its operations define it, the same on every machine. A fused "
    + "multiply-add counts as two operations; an elementary function, a minimum and a maximum count "
    + "as one; comparisons, choices, random bits and moves count as none. Every step of a recurrent "
    + "layer counts alike, the first one too."
  package static let keys: [Key<ReportCost>] = [
    .required("prediction", \.prediction, "One batch of predictions: the forward pass."),
    .required(
      "training_step", \.trainingStep,
      "One training step: the forward and backward passes, the loss and metrics, and the update."),
  ]

  package var prediction = ReportPredictionCost()
  package var trainingStep = ReportStepCost()

  package init() {}

  package init(_ cost: TrainingCost) {
    prediction.samples = cost.predictionSamples
    prediction.flops = Int(exactly: cost.predictionFlops) ?? .max
    trainingStep.samples = cost.stepSamples
    trainingStep.flops = Int(exactly: cost.stepFlops) ?? .max
    trainingStep.activations = cost.activations
  }
}

/// What a batch of predictions costs.
package struct ReportPredictionCost: Configurable, Equatable {
  package static let title = "prediction"
  package static let summary = "One batch of predictions: the forward pass."
  package static let keys: [Key<ReportPredictionCost>] = [
    .required("samples", \.samples, "The samples of the batch.", .atLeast(1)),
    .required("flops", \.flops, "Floating-point operations of the whole batch.", .atLeast(0)),
  ]

  package var samples = 1
  package var flops = 0

  package init() {}
}

/// What a training step costs.
package struct ReportStepCost: Configurable, Equatable {
  package static let title = "training_step"
  package static let summary =
    "One training step: the forward and backward passes, the loss and metrics, and the update."
  package static let keys: [Key<ReportStepCost>] = [
    .required("samples", \.samples, "The samples of the batch.", .atLeast(1)),
    .required("flops", \.flops, "Floating-point operations of the whole step.", .atLeast(0)),
    .required(
      "activations", \.activations,
      "How many numbers of the forward pass are kept for the backward pass.", .atLeast(0)),
  ]

  package var samples = 1
  package var flops = 0
  package var activations = 0

  package init() {}
}
