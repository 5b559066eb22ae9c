import Engine
package import Graphs
package import Schemas

/// Long short-term memory.
///
///     i = σ(x·Wi + h·Ui + bi)        input gate
///     f = σ(x·Wf + h·Uf + bf)        forget gate
///     g = tanh(x·Wc + h·Uc + bc)     candidate
///     o = σ(x·Wo + h·Uo + bo)        output gate
///     c = f*c + i*g
///     h = o*tanh(c)
///
/// - Input: `[samples, time steps, features]`
/// - Output: `[samples, units]`, or `[samples, time steps, units]` with `return_sequences`
/// - Parameters: `4 * ((features + 1) * units + units^2)`, one bias a gate as in Keras
/// - Source: Hochreiter & Schmidhuber 1997, https://doi.org/10.1162/neco.1997.9.8.1735; arguments
///   and defaults as https://keras.io/api/layers/recurrent_layers/lstm/
package struct LSTM: Layer {
  package static let title = "LSTM"
  package static let summary =
    "Long short-term memory: runs over the time steps with a state that it learns to keep."
  package static let keys: [Key<LSTM>] = [
    .required("units", \.units, "Size of the hidden state h, and of the output.", .atLeast(1)),
    .optional("use_bias", \.usesBias, "Whether the gates have a bias."),
    .optional(
      "kernel_initializer", \.kernelInitializer, "First values of W, for the transformation of x."),
    .optional(
      "recurrent_initializer", \.recurrentInitializer,
      "First values of U, for the transformation of h."),
    .optional("bias_initializer", \.biasInitializer, "First values of b."),
    .optional(
      "unit_forget_bias", \.unitForgetBias, "Whether the forget gate's bias starts at one."),
    .optional(
      "return_sequences", \.returnSequences, "Whether to give every time step, not only the last."),
    .optional(
      "stateful", \.isStateful,
      "Whether sample i of a batch goes on from the state of sample i of the batch before."),
  ]
  package static let unsupportedKeys = [
    "activation", "recurrent_activation", "kernel_regularizer", "recurrent_regularizer",
    "bias_regularizer", "activity_regularizer", "kernel_constraint", "recurrent_constraint",
    "bias_constraint", "dropout", "recurrent_dropout", "seed", "return_state", "go_backwards",
    "unroll", "use_cudnn",
  ]

  package static let layerExamples = [
    LayerExample("LSTM: {units: 5}", [5, 1], gives: [5], parameters: 140),
    LayerExample("LSTM: {units: 3}", [1, 4], gives: [3], parameters: 96),
    LayerExample(
      "LSTM: {units: 3, return_sequences: true}", [7, 4], gives: [7, 3], parameters: 96),
    LayerExample("LSTM: {units: 3, use_bias: false}", [7, 4], gives: [3], parameters: 84),
    LayerExample("LSTM: {units: 2, stateful: true}", [7, 1], gives: [2], parameters: 32),
    LayerExample(
      "LSTM: {units: 4, unit_forget_bias: false, recurrent_initializer: {orthogonal: {gain: 0.1}}}",
      [3, 2], gives: [4], parameters: 112),
  ]

  package var units = 1
  package var usesBias = true
  package var kernelInitializer = Choice<AllInitializers>(GlorotUniform())
  package var recurrentInitializer = Choice<AllInitializers>(Orthogonal())
  package var biasInitializer = Choice<AllInitializers>(Zeros())
  package var unitForgetBias = true
  package var returnSequences = false
  package var isStateful = false

  package init() {}

  package var pattern: InputPattern { .sequence }
  package var maskRule: MaskRule { .refuses }

  package func build(
    _ inputs: [Signal], in model: inout ModelBuilder
  ) throws(LayerError) -> [Signal] {
    let input = inputs[0].value
    let shape = model.graph.shape(input)
    let kernel = model.parameter("kernel", [shape[2], 4 * units], kernelInitializer.value)
    let recurrent = model.parameter(
      "recurrent_kernel", [units, 4 * units], recurrentInitializer.value)
    let biasStart: any Initializer =
      unitForgetBias
      ? ForgetGateBias(units: units, others: biasInitializer.value) : biasInitializer.value
    let bias = usesBias ? model.parameter("bias", [4 * units], biasStart) : nil
    let state: (h: Value, c: Value)? =
      isStateful
      ? (try model.state("h", [shape[0], units]), try model.state("c", [shape[0], units])) : nil

    let outputs = try model.applyAll(
      LSTMForward(), [input, kernel, recurrent, bias, state?.h, state?.c])
    if let state {
      model.update(state.h, to: outputs[LSTMForward.Output.lastHidden])
      model.update(state.c, to: outputs[LSTMForward.Output.lastCell])
    }
    let output = returnSequences ? LSTMForward.Output.hidden : LSTMForward.Output.lastHidden
    return [Signal(outputs[output], collapsedBy: returnSequences ? nil : model.name)]
  }

  package func parameterFormula(for inputs: [Shape]) -> ParameterFormula {
    let bias = usesBias ? "(features + 1)" : "features"
    return ParameterFormula(
      "4 * (\(bias) * units + units^2)", [("features", inputs[0][2]), ("units", units)])
  }
}

/// An LSTM's bias whose forget gate starts at one, so that a fresh cell remembers (Jozefowicz et al.
/// 2015, http://proceedings.mlr.press/v37/jozefowicz15.pdf). The other gates use `others`.
struct ForgetGateBias: Initializer {
  let units: Int
  let others: any Initializer

  func values(_ shape: Shape, from random: inout RandomStream) -> [Float] {
    var values = others.values(shape, from: &random)
    for index in units..<2 * units { values[index] = 1 }
    return values
  }
}
