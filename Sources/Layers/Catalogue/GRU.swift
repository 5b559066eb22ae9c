package import Graphs
package import Schemas

/// Gated recurrent unit.
///
///     z = σ(x·Wz + h·Uz + bz)                 update gate
///     r = σ(x·Wr + h·Ur + br)                 reset gate
///     g = tanh(x·Wh + bh + r*(h·Uh + ch))     candidate; (r*h)·Uh without reset_after
///     h = z*h + (1 - z)*g
///
/// With `reset_after` there are two biases; those of z and r are added up first.
///
/// - Input: `[samples, time steps, features]`
/// - Output: `[samples, units]`, or `[samples, time steps, units]` with `return_sequences`
/// - Parameters: `3 * ((features + 2) * units + units^2)`, one bias a gate without `reset_after`
/// - Source: Cho et al. 2014, https://arxiv.org/abs/1406.1078; arguments and defaults as
///   https://keras.io/api/layers/recurrent_layers/gru/
package struct GRU: RecurrentLayer {
  package static let title = "GRU"
  package static let summary =
    "Gated recurrent unit: a recurrent layer with one state and two gates."
  package static let keys: [Key<GRU>] =
    [
      .required("units", \.units, "Size of the state h, and of the output.", .atLeast(1)),
      .optional("activation", \.activation, "Function of the candidate."),
      .optional("recurrent_activation", \.recurrentActivation, "Function of the gates."),
      .optional(
        "reset_after", \.resetsAfter,
        "Whether the reset gate acts behind the product with U, not before it."),
    ] + weightKeys + recurrentKeys
  package static let unsupportedKeys = unsupportedRecurrentKeys
  package static let layerExamples = [
    LayerExample("GRU: {units: 5}", [5, 1], gives: [5], parameters: 120),
    LayerExample(
      "GRU: {units: 3, return_sequences: true, reset_after: false}", [4, 2], gives: [4, 3],
      parameters: 54),
    LayerExample("GRU: {units: 3, use_bias: false}", [4, 2], gives: [3], parameters: 45),
    LayerExample(
      "GRU: {units: 3, use_bias: false, reset_after: false, go_backwards: true}", [4, 2],
      gives: [3], parameters: 45),
    LayerExample(
      "GRU: {units: 3, activation: softsign, recurrent_activation: hard_sigmoid}", [4, 2],
      gives: [3], parameters: 63),
    LayerExample(
      "GRU: {units: 3, dropout: 0.3, recurrent_dropout: 0.2}", [4, 2], gives: [3], parameters: 63),
    LayerExample(
      "GRU: {units: 2, reset_after: false, recurrent_dropout: 0.2}", [3, 2], gives: [2],
      parameters: 30),
    LayerExample("GRU: {units: 2, stateful: true}", [3, 2], gives: [2], parameters: 36),
  ]
  package static let stateNames = ["h"]
  package static let gateCount = 3

  package var units = 1
  package var activation = ActivationName.tanh
  package var recurrentActivation = ActivationName.sigmoid
  package var resetsAfter = true
  package var options = RecurrentOptions()

  package init() {}

  package var biasShape: Shape { resetsAfter ? [2, 3 * units] : [3 * units] }

  package func run(
    over x: Value, mask: Value?, from states: [Value?], with weights: RecurrentWeights,
    in model: inout ModelBuilder
  ) throws(LayerError) -> (sequence: Value, last: [Value]) {
    let biases = try weights.bias.map { bias throws(LayerError) in
      try self.biases(bias, in: &model)
    }
    var sequences: [Value] = []
    for (gate, kernel) in try model.gates(weights.kernel, 3).enumerated() {
      sequences.append(try model.projection(of: x, kernel: kernel, bias: biases?.inputs[gate]))
    }
    let constants =
      try model.gates(weights.recurrent, 3) + (biases?.candidate.map { [$0] } ?? [])
    return try model.scan(
      sequences, mask: mask, from: states, units: units, constants: constants,
      dropping: weights.masks
    ) { step, graph throws(ShapeError) in
      let (h, U) = (step.states[0], step.constants)
      func gate(_ index: Int) throws(ShapeError) -> Value {
        let h = try step.hidden(of: index, in: &graph)
        let sum = try graph.apply(Gemm(), h, U[index], step.sequences[index])
        return try recurrentActivation.apply(to: graph.apply(Flush(), sum), in: &graph)
      }
      let z = try gate(0)
      let r = try gate(1)
      let dropped = try step.hidden(of: 2, in: &graph)
      var sum: Value
      if resetsAfter {
        let product = try graph.apply(Gemm(), dropped, U[2], U.count > 3 ? U[3] : nil)
        sum = try graph.apply(MultiplyAdd(), r, product, step.sequences[2])
      } else {
        let reset = try graph.apply(Flush(), graph.apply(Mul(), r, dropped))
        sum = try graph.apply(Gemm(), reset, U[2], step.sequences[2])
      }
      sum = try graph.apply(Flush(), sum)
      let candidate = try activation.apply(to: sum, in: &graph)
      let (old, update) = (Expression.operand(1), Expression.operand(2))
      let mixed = Expression.multiplyAdd(update, old, (1 - update) * .operand(0))
      return [
        try graph.apply(
          Flush(), graph.apply(Evaluate(mixed, operands: 3, named: "Mix"), candidate, h, z))
      ]
    }
  }

  /// The biases of the gates' sums, and that of the candidate's product with U where it has one.
  private func biases(
    _ bias: Value, in model: inout ModelBuilder
  ) throws(LayerError) -> (inputs: [Value], candidate: Value?) {
    guard resetsAfter else { return (try model.gates(bias, 3), nil) }
    let rows = try model.applyAll(Split(axis: 0, sizes: [1, 1]), [bias])
    var parts: [[Value]] = []
    for row in rows {
      parts.append(try model.gates(model.apply(Reshape([3 * units]), row), 3))
    }
    return (
      [
        try model.apply(Graphs.Add(), parts[0][0], parts[1][0]),
        try model.apply(Graphs.Add(), parts[0][1], parts[1][1]), parts[0][2],
      ], parts[1][2]
    )
  }

  package func parameterFormula(for inputs: [Shape]) -> ParameterFormula {
    let biases = options.usesBias ? (resetsAfter ? 2 : 1) : 0
    let bias = biases == 0 ? "features" : "(features + \(biases))"
    return ParameterFormula(
      "3 * (\(bias) * units + units^2)", [("features", inputs[0][2]), ("units", units)])
  }
}
