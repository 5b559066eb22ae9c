package import Graphs
package import Schemas

/// Brings each feature to mean 0 and variance 1, then to a scale and an offset that it learns.
///
///     y = gamma * (x - mean) / sqrt(variance + epsilon) + beta
///
/// In training mean and variance are those of the batch, over all axes but the last, masked steps left
/// out; otherwise they are averages that move with every training step:
/// `average = momentum * average + (1 - momentum) * batch`.
///
/// - Input: `[samples, …, features]`
/// - Output: the same shape
/// - Parameters: `4 * features`, of which mean and variance are not trained
/// - Source: Ioffe & Szegedy 2015, https://arxiv.org/abs/1502.03167; arguments and defaults as
///   https://keras.io/api/layers/normalization_layers/batch_normalization/
package struct BatchNormalization: Layer {
  package static let title = "BatchNormalization"
  package static let summary =
    "Brings each feature to mean 0 and variance 1 over a batch, then to a scale that it learns."
  package static let keys: [Key<BatchNormalization>] = [
    .optional(
      "momentum", \.momentum, "How much of the moving averages a step keeps.", .within(0, 1)),
    .optional("epsilon", \.epsilon, "Added to the variance.", .above(0)),
    .optional("center", \.hasOffset, "Whether there is a beta."),
    .optional("scale", \.hasScale, "Whether there is a gamma."),
    .optional("beta_initializer", \.betaInitializer, "First values of beta."),
    .optional("gamma_initializer", \.gammaInitializer, "First values of gamma."),
    .added("beta_regularizer", \.betaRegularizer, "Penalty on beta, added to the loss."),
    .added("gamma_regularizer", \.gammaRegularizer, "Penalty on gamma, added to the loss."),
    .optional("moving_mean_initializer", \.meanInitializer, "First values of the moving mean."),
    .optional(
      "moving_variance_initializer", \.varianceInitializer,
      "First values of the moving variance."),
  ]
  package static let unsupportedKeys = [
    "axis", "beta_constraint", "gamma_constraint",
    "synchronized", "renorm", "renorm_clipping", "renorm_momentum",
  ]
  package static let layerExamples = [
    LayerExample(
      "BatchNormalization", [4], gives: [4], parameters: 16, nonTrainable: 8),
    LayerExample(
      "BatchNormalization: {momentum: 0.9, epsilon: 0.01}", [3, 2], gives: [3, 2], parameters: 8,
      nonTrainable: 4),
    LayerExample(
      "BatchNormalization: {epsilon: 0.5}", [3, 1], gives: [3, 1], parameters: 4, nonTrainable: 2),
    LayerExample(
      "BatchNormalization: {momentum: 1}", [2], gives: [2], parameters: 8, nonTrainable: 4),
    LayerExample(
      "BatchNormalization: {center: false, epsilon: 0.5}", [3, 2], gives: [3, 2], parameters: 6,
      nonTrainable: 4),
    LayerExample(
      "BatchNormalization: {scale: false, epsilon: 0.5}", [5], gives: [5], parameters: 15,
      nonTrainable: 10),
  ]

  package var momentum = 0.99
  package var epsilon = 0.001
  package var hasOffset = true
  package var hasScale = true
  package var betaInitializer = Choice<AllInitializers>(Zeros())
  package var gammaInitializer = Choice<AllInitializers>(Ones())
  package var betaRegularizer: Choice<AllRegularizers>?
  package var gammaRegularizer: Choice<AllRegularizers>?
  package var meanInitializer = Choice<AllInitializers>(Zeros())
  package var varianceInitializer = Choice<AllInitializers>(Ones())

  package init() {}

  package var pattern: InputPattern { .features }
  package var maskRule: MaskRule { .uses }

  package func build(
    _ inputs: [Signal], in model: inout ModelBuilder
  ) throws(LayerError) -> [Signal] {
    guard model.seesSteps else { throw .needsSteps(type: Self.title) }
    let (x, mask) = (inputs[0].value, inputs[0].mask)
    let features = RowShape(model.graph.shape(x)).columns
    let gamma =
      hasScale
      ? model.parameter(
        "gamma", [features], gammaInitializer.value, regularizer: gammaRegularizer) : nil
    let beta =
      hasOffset
      ? model.parameter("beta", [features], betaInitializer.value, regularizer: betaRegularizer)
      : nil
    let averages = [
      model.parameter("moving_mean", [features], meanInitializer.value, isTrained: false),
      model.parameter("moving_variance", [features], varianceInitializer.value, isTrained: false),
    ]
    var moments = averages
    if model.mode == .training {
      moments = try batchMoments(of: x, mask: mask, in: &model)
      let kept = Float(momentum)
      for (average, moment) in zip(averages, moments) {
        let moved = Evaluate(
          .flush(.constant(kept) * .x + .constant(Float(1 - momentum)) * .y), operands: 2,
          named: "MovingAverage"
        )
        model.update(average, to: try model.apply(moved, average, moment))
      }
    }
    let deviation = Expression.sqrt(.x + .constant(Float(epsilon)))
    let scale =
      if let gamma {
        try model.apply(Evaluate(.y / deviation, operands: 2, named: "Scale"), moments[1], gamma)
      } else {
        try model.apply(Evaluate(1 / deviation, operands: 1, named: "Scale"), moments[1])
      }
    let (centered, factor) = (Expression.operand(0) - .operand(1), Expression.operand(2))
    let output =
      if let beta {
        try model.apply(
          Evaluate(
            .flush(.multiplyAdd(centered, factor, .operand(3))), operands: 4, named: "Normalize"),
          x,
          moments[0], scale, beta)
      } else {
        try model.apply(
          Evaluate(.flush(centered * factor), operands: 3, named: "Normalize"), x, moments[0], scale
        )
      }
    return [Signal(output, mask: mask)]
  }

  private func batchMoments(
    of x: Value, mask: Value?, in model: inout ModelBuilder
  ) throws(LayerError) -> [Value] {
    guard let mask else { return try model.applyAll(Moments(), [x, nil, nil]) }
    let rows = RowShape(model.graph.shape(x)).rows
    let counts = try model.apply(RowWeights(rows: rows, isMean: false), mask, nil)
    let shares = try model.apply(RowWeights(rows: rows, isMean: true), mask, nil)
    return try model.applyAll(Moments(), [x, counts, shares])
  }

  package func parameterFormula(for inputs: [Shape]) -> ParameterFormula {
    let count = 2 + (hasOffset ? 1 : 0) + (hasScale ? 1 : 0)
    return ParameterFormula(
      "\(count) * features", [("features", RowShape(inputs[0]).columns)])
  }
}
