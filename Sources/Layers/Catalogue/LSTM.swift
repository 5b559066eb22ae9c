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
package struct LSTM: RecurrentLayer {
  package static let title = "LSTM"
  package static let summary =
    "Long short-term memory: runs over the time steps with a state that it learns to keep."
  package static let keys: [Key<LSTM>] =
    [
      .required("units", \.units, "Size of the hidden state h, and of the output.", .atLeast(1)),
      .added("activation", \.activation, "Function of the candidate and of c."),
      .added("recurrent_activation", \.recurrentActivation, "Function of the gates."),
    ] + weightKeys + [
      .optional(
        "unit_forget_bias", \.unitForgetBias, "Whether the forget gate's bias starts at one.")
    ] + recurrentKeys
  package static let unsupportedKeys = unsupportedRecurrentKeys
  package static let layerExamples = [
    LayerExample("LSTM: {units: 5}", [5, 1], gives: [5], parameters: 140),
    LayerExample("LSTM: {units: 3}", [1, 4], gives: [3], parameters: 96),
    LayerExample(
      "LSTM: {units: 3, return_sequences: true}", [7, 4], gives: [7, 3], parameters: 96),
    LayerExample(
      "LSTM: {units: 2, kernel_regularizer: L1, recurrent_regularizer: {L2: {l2: 0.1}}, "
        + "bias_regularizer: {L1L2: {l1: 0.1, l2: 0.2}}}", [4, 3], gives: [2], parameters: 48),
    LayerExample("LSTM: {units: 3, use_bias: false}", [7, 4], gives: [3], parameters: 84),
    LayerExample("LSTM: {units: 2, stateful: true}", [7, 1], gives: [2], parameters: 32),
    LayerExample(
      "LSTM: {units: 4, unit_forget_bias: false, recurrent_initializer: {orthogonal: {gain: 0.1}}}",
      [3, 2], gives: [4], parameters: 112),
    LayerExample(
      "LSTM: {units: 3, activation: sigmoid, recurrent_activation: tanh}", [4, 2], gives: [3],
      parameters: 72),
    LayerExample(
      "LSTM: {units: 3, activation: linear, use_bias: false, return_sequences: true}", [4, 2],
      gives: [4, 3], parameters: 60),
    LayerExample(
      "LSTM: {units: 3, dropout: 0.3, recurrent_dropout: 0.2}", [4, 2], gives: [3], parameters: 72),
    LayerExample(
      "LSTM: {units: 3, go_backwards: true, return_sequences: true, return_state: true}", [4, 2],
      gives: [4, 3], parameters: 72),
  ]
  package static let stateNames = ["h", "c"]
  package static let gateCount = 4

  package var units = 1
  package var activation = ActivationName.tanh
  package var recurrentActivation = ActivationName.sigmoid
  package var unitForgetBias = true
  package var options = RecurrentOptions()
  /// Whether it is built of simple operations although the fused one would do: for the tests that hold
  /// the two to equal bits.
  package var isComposed = false

  package init() {}

  package var biasStart: any Initializer {
    let others = options.biasInitializer.value
    return unitForgetBias ? ForgetGateBias(units: units, others: others) : others
  }

  package func run(
    over x: Value, mask: Value?, from states: [Value?], with weights: RecurrentWeights,
    in model: inout ModelBuilder
  ) throws(LayerError) -> (sequence: Value, last: [Value]) {
    if activation == .tanh, recurrentActivation == .sigmoid, weights.masks.isEmpty,
      !isComposed
    {
      let outputs = try model.applyAll(
        LSTMForward(),
        [x, weights.kernel, weights.recurrent, weights.bias] + states + (mask.map { [$0] } ?? []))
      return (
        outputs[LSTMForward.Output.hidden],
        [outputs[LSTMForward.Output.lastHidden], outputs[LSTMForward.Output.lastCell]]
      )
    }
    return try composed(x, mask, states, weights, in: &model)
  }

  /// The layer as a cell of simple operations, for functions that the fused operation does not have.
  private func composed(
    _ x: Value, _ mask: Value?, _ states: [Value?], _ weights: RecurrentWeights,
    in model: inout ModelBuilder
  ) throws(LayerError) -> (sequence: Value, last: [Value]) {
    let biases = try weights.bias.map { bias throws(LayerError) in
      try model.gates(bias, 4)
    }
    // What comes back to x is added in the reverse of the order of creation: i, f, c, o.
    var sequences: [Value] = []
    for (gate, kernel) in try model.gates(weights.kernel, 4).enumerated().reversed() {
      sequences.insert(
        try model.projection(of: x, kernel: kernel, bias: biases?[gate]), at: 0)
    }
    let recurrent = try model.gates(weights.recurrent, 4)
    return try model.scan(
      sequences, mask: mask, from: states, units: units, constants: recurrent,
      dropping: weights.masks
    ) { step, graph throws(ShapeError) in
      func gate(_ index: Int, _ function: ActivationName) throws(ShapeError) -> Value {
        let h = try step.hidden(of: index, in: &graph)
        let z = try graph.apply(Gemm(), h, step.constants[index], step.sequences[index])
        return try function.apply(to: graph.apply(Flush(), z), in: &graph)
      }
      // What comes back to h is added in the reverse of this order: i, f, c, o.
      let o = try gate(3, recurrentActivation)
      let candidate = try gate(2, activation)
      let f = try gate(1, recurrentActivation)
      let i = try gate(0, recurrentActivation)
      let fresh = try graph.apply(Mul(), i, candidate)
      let c = try graph.apply(
        Flush(), graph.apply(MultiplyAdd(), f, step.states[1], fresh))
      let h = try graph.apply(Flush(), graph.apply(Mul(), o, activation.apply(to: c, in: &graph)))
      return [h, c]
    }
  }

  package func parameterFormula(for inputs: [Shape]) -> ParameterFormula {
    let bias = options.usesBias ? "(features + 1)" : "features"
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
