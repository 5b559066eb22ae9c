package import Graphs
package import Schemas

/// A fully connected recurrent layer.
///
///     h = activation(x·W + h·U + b)
///
/// - Input: `[samples, time steps, features]`
/// - Output: `[samples, units]`, or `[samples, time steps, units]` with `return_sequences`
/// - Parameters: `(features + 1) * units + units^2`
/// - Source: Elman 1990, https://doi.org/10.1207/s15516709cog1402_1; arguments and defaults as
///   https://keras.io/api/layers/recurrent_layers/simple_rnn/
package struct SimpleRNN: RecurrentLayer {
  package static let title = "SimpleRNN"
  package static let summary =
    "A fully connected recurrent layer: its output is its state."
  package static let keys: [Key<SimpleRNN>] =
    [
      .required("units", \.units, "Size of the state h, and of the output.", .atLeast(1)),
      .optional("activation", \.activation, "Function of the sum."),
    ] + weightKeys + recurrentKeys
  package static let unsupportedKeys = unsupportedRecurrentKeys
  package static let layerExamples = [
    LayerExample("SimpleRNN: {units: 5}", [5, 1], gives: [5], parameters: 35),
    LayerExample(
      "SimpleRNN: {units: 3, return_sequences: true, use_bias: false}", [4, 2], gives: [4, 3],
      parameters: 15),
    LayerExample(
      "SimpleRNN: {units: 3, activation: sigmoid, go_backwards: true}", [4, 2], gives: [3],
      parameters: 18),
    LayerExample(
      "SimpleRNN: {units: 2, dropout: 0.5, recurrent_dropout: 0.5}", [3, 2], gives: [2],
      parameters: 10),
    LayerExample("SimpleRNN: {units: 2, stateful: true}", [3, 2], gives: [2], parameters: 10),
  ]
  package static let stateNames = ["h"]
  package static let gateCount = 1

  package var units = 1
  package var activation = ActivationName.tanh
  package var options = RecurrentOptions()

  package init() {}

  package func run(
    over x: Value, mask: Value?, from states: [Value?], with weights: RecurrentWeights,
    in model: inout ModelBuilder
  ) throws(LayerError) -> (sequence: Value, last: [Value]) {
    let projected = try model.projection(of: x, kernel: weights.kernel, bias: weights.bias)
    return try model.scan(
      [projected], mask: mask, from: states, units: units, constants: [weights.recurrent],
      dropping: weights.masks
    ) { step, graph throws(ShapeError) in
      let z = try graph.apply(
        Gemm(), step.hidden(of: 0, in: &graph), step.constants[0], step.sequences[0])
      let h = try activation.apply(to: graph.apply(Flush(), z), in: &graph)
      return [try graph.apply(Flush(), h)]
    }
  }

  package func parameterFormula(for inputs: [Shape]) -> ParameterFormula {
    ParameterFormula(
      (options.usesBias ? "(features + 1)" : "features") + " * units + units^2",
      [("features", inputs[0][2]), ("units", units)])
  }
}
