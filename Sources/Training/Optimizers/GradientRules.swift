import Graphs
package import Schemas
package import YAML

/// What is done to gradients and weights before an optimizer's own rule, the same for all of them.
///
/// A gradient's norm is summed up in float64, in order; that of all gradients adds the sums of the
/// parameters, in their order. The factor that follows is rounded to float32 once. Where a norm is no
/// finite number every gradient becomes NaN.
///
/// - Source: https://keras.io/api/optimizers/, arguments and mathematics
package struct GradientRules: Sendable {
  /// Each step takes this share of the learning rate away from every weight.
  package var weightDecay: Double?
  /// The largest norm of each gradient.
  package var clipNorm: Double?
  /// The largest magnitude of a gradient's element.
  package var clipValue: Double?
  /// The largest norm of all gradients together.
  package var globalClipNorm: Double?

  package init(weightDecay: Double? = nil) {
    self.weightDecay = weightDecay
  }
}

extension Optimizer {
  /// The keys of the rules, for optimizers that decay no weights by themselves.
  static var ruleKeys: [Key<Self>] {
    [
      .added(
        "weight_decay", \.rules.weightDecay,
        "Each step takes weight * weight_decay * learning_rate away from every weight.", .atLeast(0)
      )
    ] + clipKeys
  }

  /// The keys of clipping, of which a file gives at most one.
  static var clipKeys: [Key<Self>] {
    [
      .added(
        "clipnorm", \.rules.clipNorm, "The largest norm of each parameter's gradient.", .above(0)),
      .added(
        "clipvalue", \.rules.clipValue, "The largest magnitude of a gradient's element.", .above(0)),
      .added(
        "global_clipnorm", \.rules.globalClipNorm, "The largest norm of all gradients together.",
        .above(0)),
    ]
  }

  /// What Keras has for every optimizer and lstm-lab does not.
  static var unsupportedRuleKeys: [String] {
    [
      "use_ema", "ema_momentum", "ema_overwrite_frequency", "loss_scale_factor",
      "gradient_accumulation_steps", "name",
    ]
  }

  package func checkTogether(_ names: [String], of node: Node, _ decoder: inout Decoder) {
    guard case .mapping(let entries) = node.content else { return }
    let clips = Self.clipKeys.map { $0.name }
    let given = entries.filter { entry in
      if case .scalar(let scalar) = entry.value.content, scalar.isNull { return false }
      return clips.contains(entry.name)
    }
    guard given.count > 1 else { return }
    decoder.report(
      .alternatives(given.map { $0.name }, owner: Self.title), at: given[1].key.range)
  }
}

extension GradientRules {
  /// Appends what clips the gradients.
  func clipped(_ gradients: [Value], in graph: inout Graph) throws(ShapeError) -> [Value] {
    if let clipValue {
      let limit = Expression.constant(Float(clipValue))
      let clip = Evaluate(.min(.max(.x, -limit), limit), operands: 1, named: "ClipByValue")
      return try gradients.map { gradient throws(ShapeError) in try graph.apply(clip, gradient) }
    }
    guard let limit = clipNorm ?? globalClipNorm else { return gradients }
    let square = Mean(.square, isMeanOfColumns: false, isMeanOfRows: false)
    var sums: [Value] = []
    for gradient in gradients { sums.append(try graph.append(square, [gradient, nil, nil])[0]) }
    if clipNorm == nil, var total = sums.first {
      for sum in sums.dropFirst() { total = try graph.apply(Number(.add), total, sum) }
      let factor = try graph.apply(Number(.clip(limit)), total)
      return try scaled(gradients, by: gradients.map { _ in factor }, in: &graph)
    }
    let factors = try sums.map { sum throws(ShapeError) in
      try graph.apply(Number(.clip(limit)), sum)
    }
    return try scaled(gradients, by: factors, in: &graph)
  }

  private func scaled(
    _ gradients: [Value], by factors: [Value], in graph: inout Graph
  ) throws(ShapeError) -> [Value] {
    var results: [Value] = []
    for (gradient, factor) in zip(gradients, factors) {
      results.append(
        try graph.apply(
          Evaluate(.flush(.x * .y), operands: 2, named: "ClipByNorm"), gradient, factor))
    }
    return results
  }

  /// Appends the decay of the weights: w = ⌊fma(−d, w, w)⌋, d = weight_decay·learning_rate.
  func appendDecay(of parameters: [Parameter], to graph: inout Graph) throws(ShapeError) {
    guard let weightDecay, weightDecay > 0 else { return }
    let share = try graph.apply(Number(.scale(weightDecay)), graph.scalar(.learningRate))
    let decay = Update(
      "WeightDecay", [(0, .flush(.multiplyAdd(-.y, .x, .x)))])
    for parameter in parameters { try graph.append(decay, [parameter.value, share]) }
  }
}
