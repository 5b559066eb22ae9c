import Engine
package import Graphs
package import Schemas

/// A convolution over time steps: the same weights over every window of steps.
///
///     y[t] = activation(b + Σ over k of x[t·strides + k·dilation_rate − before]·W[k])
///
/// - Input: `[samples, time steps, features]`
/// - Output: `[samples, windows, filters]`
/// - Parameters: `(kernel_size * features / groups + 1) * filters`
/// - Source: https://keras.io/api/layers/convolution_layers/convolution1d/
package struct Conv1D: Layer {
  /// How many zeros stand around the steps.
  package enum Padding: String, SchemaEnumeration {
    /// None: windows lie inside the steps.
    case valid
    /// As many as give a window a step, half of them in front.
    case same
    /// As many as `same`, all in front: no window reads a later step.
    case causal
    package static let kind = "padding"
  }

  package static let title = "Conv1D"
  package static let summary =
    "A convolution over time steps: the same weights over every window of steps."
  package static let keys: [Key<Conv1D>] = [
    .required("filters", \.filters, "Size of the output's last axis.", .atLeast(1)),
    .required("kernel_size", \.kernelSize, "Time steps that a window reads.", .atLeast(1)),
    .optional("strides", \.stride, "Time steps from a window to the next.", .atLeast(1)),
    .optional("padding", \.padding, "Whether zeros are added in front or on both sides."),
    .optional(
      "dilation_rate", \.dilation, "Time steps from one that a window reads to the next.",
      .atLeast(1)),
    .optional(
      "groups", \.groups, "Into how many parts the features are cut, each with filters of its own.",
      .atLeast(1)),
    .optional("activation", \.activation, "Function applied to each output."),
    .optional("use_bias", \.usesBias, "Whether there is a bias."),
    .optional("kernel_initializer", \.kernelInitializer, "First values of W."),
    .optional("bias_initializer", \.biasInitializer, "First values of b."),
    .added("kernel_regularizer", \.kernelRegularizer, "Penalty on W, added to the loss."),
    .added("bias_regularizer", \.biasRegularizer, "Penalty on b, added to the loss."),
  ]
  package static let unsupportedKeys = [
    "data_format", "activity_regularizer", "kernel_constraint", "bias_constraint", "lora_rank",
    "lora_alpha", "quantization_config",
  ]
  package static let layerExamples = [
    LayerExample("Conv1D: {filters: 3, kernel_size: 2}", [5, 2], gives: [4, 3], parameters: 15),
    LayerExample(
      "Conv1D: {filters: 2, kernel_size: 3, padding: same, strides: 2}", [6, 2], gives: [3, 2],
      parameters: 14),
    LayerExample(
      "Conv1D: {filters: 2, kernel_size: 3, padding: causal, dilation_rate: 2, activation: tanh}",
      [5, 1], gives: [5, 2], parameters: 8),
    LayerExample(
      "Conv1D: {filters: 4, kernel_size: 2, groups: 2, use_bias: false}", [4, 4], gives: [3, 4],
      parameters: 16),
  ]

  package var filters = 1
  package var kernelSize = 1
  package var stride = 1
  package var padding = Padding.valid
  package var dilation = 1
  package var groups = 1
  package var activation = ActivationName.linear
  package var usesBias = true
  package var kernelInitializer = Choice<AllInitializers>(GlorotUniform())
  package var biasInitializer = Choice<AllInitializers>(Zeros())
  package var kernelRegularizer: Choice<AllRegularizers>?
  package var biasRegularizer: Choice<AllRegularizers>?

  package init() {}

  package var pattern: InputPattern { .sequence }
  package var maskRule: MaskRule { .refuses }

  package func build(
    _ inputs: [Signal], in model: inout ModelBuilder
  ) throws(LayerError) -> [Signal] {
    let shape = model.graph.shape(inputs[0].value)
    let (batch, features) = (shape[0], shape[2])
    guard features % groups == 0, filters % groups == 0 else {
      throw .groups(type: Self.title, features: features, filters: filters, groups: groups)
    }
    guard let windows = windows(over: shape[1]) else {
      throw .window(type: Self.title, size: reach, steps: shape[1])
    }
    let inner = features / groups
    let kernel = model.parameter(
      "kernel", [kernelSize, inner, filters], kernelInitializer.value,
      regularizer: kernelRegularizer)
    let bias =
      usesBias
      ? model.parameter("bias", [filters], biasInitializer.value, regularizer: biasRegularizer)
      : nil

    // As many as no memory holds where it does not fit: the plan then says so.
    let row = Shape([kernelSize, inner]).elementCount
    let weights = try parts(
      model.apply(Reshape([row, filters]), kernel), axis: 1, in: &model)
    let biases = try bias.map { bias throws(LayerError) in try parts(bias, axis: 0, in: &model) }
    var outputs: [Value] = []
    for (group, x) in try parts(inputs[0].value, axis: 2, in: &model).enumerated() {
      let rows = try model.apply(
        Reshape([batch * windows.count, row]), model.apply(Unfold(windows), x))
      outputs.append(try model.apply(Gemm(), rows, weights[group], biases?[group]))
    }
    let joined = groups == 1 ? outputs[0] : try model.applyAll(Concat(axis: 1), outputs)[0]
    let output = try model.activate(joined, activation)
    return [Signal(try model.apply(Reshape([batch, windows.count, filters]), output))]
  }

  /// A value cut into one part a group.
  private func parts(
    _ value: Value, axis: Int, in model: inout ModelBuilder
  ) throws(LayerError) -> [Value] {
    if groups == 1 { return [value] }
    let size = model.graph.shape(value)[axis] / groups
    return try model.applyAll(
      Split(axis: axis, sizes: [Int](repeating: size, count: groups)), [value])
  }

  /// The steps from the first that a window reads to the last, both counted; nil where that is more
  /// than any sequence has.
  private var reach: Int? {
    let (distance, overflow) = (kernelSize - 1).multipliedReportingOverflow(by: dilation)
    return overflow || distance >= 1 << 31 ? nil : distance + 1
  }

  /// The windows over so many steps; nil where none fits.
  private func windows(over steps: Int) -> StepWindows? {
    guard let reach else { return nil }
    let count: Int
    var before = 0
    switch padding {
    case .valid:
      guard steps >= reach else { return nil }
      count = (steps - reach) / stride + 1
    case .same:
      count = (steps + stride - 1) / stride
      before = max((count - 1) * stride + reach - steps, 0) / 2
    case .causal:
      count = (steps + stride - 1) / stride
      before = reach - 1
    }
    return StepWindows(
      count: count, size: kernelSize, stride: stride, dilation: dilation, before: before)
  }

  package func parameterFormula(for inputs: [Shape]) -> ParameterFormula {
    let inner = groups == 1 ? "features" : "features / groups"
    return ParameterFormula(
      usesBias
        ? "(kernel_size * \(inner) + 1) * filters" : "kernel_size * \(inner) * filters",
      [("kernel_size", kernelSize), ("features", inputs[0][2]), ("filters", filters)]
        + (groups == 1 ? [] : [("groups", groups)]))
  }
}
