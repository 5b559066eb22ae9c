package import Graphs
package import Schemas

/// A fully connected layer over the last axis.
///
///     y = activation(x·W + b)
///
/// - Input: `[samples, …, features]`
/// - Output: `[samples, …, units]`
/// - Parameters: `features * units + units`
/// - Source: https://keras.io/api/layers/core_layers/dense/
package struct Dense: Layer {
  package static let title = "Dense"
  package static let summary =
    "A fully connected layer over the last axis."
  package static let keys: [Key<Dense>] = [
    .required("units", \.units, "Size of the output's last axis.", .atLeast(1)),
    .optional("activation", \.activation, "Function applied to each output."),
    .optional("use_bias", \.usesBias, "Whether there is a bias."),
    .optional("kernel_initializer", \.kernelInitializer, "First values of W."),
    .optional("bias_initializer", \.biasInitializer, "First values of b."),
    .added("kernel_regularizer", \.kernelRegularizer, "Penalty on W, added to the loss."),
    .added("bias_regularizer", \.biasRegularizer, "Penalty on b, added to the loss."),
  ]
  package static let unsupportedKeys = [
    "activity_regularizer", "kernel_constraint",
    "bias_constraint", "lora_rank", "lora_alpha", "quantization_config",
  ]

  package static let layerExamples = [
    LayerExample("Dense: {units: 3}", [4], gives: [3], parameters: 15),
    LayerExample("Dense: {units: 3}", [6, 4], gives: [6, 3], parameters: 15),
    LayerExample(
      "Dense: {units: 3, kernel_initializer: {constant: 0.25}}", [2, 6, 4], gives: [2, 6, 3],
      parameters: 15),
    LayerExample(
      "Dense: {units: 1, use_bias: false, activation: tanh}", [9], gives: [1], parameters: 9),
    LayerExample(
      "Dense: {units: 3, kernel_regularizer: L2, bias_regularizer: {L1: {l1: 0.1}}}", [4],
      gives: [3], parameters: 15),
  ]

  package var units = 1
  package var activation = ActivationName.linear
  package var usesBias = true
  package var kernelInitializer = Choice<AllInitializers>(GlorotUniform())
  package var biasInitializer = Choice<AllInitializers>(Zeros())
  package var kernelRegularizer: Choice<AllRegularizers>?
  package var biasRegularizer: Choice<AllRegularizers>?

  package init() {}

  package var pattern: InputPattern { .features }
  package var maskRule: MaskRule { .passes }

  package func build(
    _ inputs: [Signal], in model: inout ModelBuilder
  ) throws(LayerError) -> [Signal] {
    let input = inputs[0].value
    let shape = model.graph.shape(input)
    let features = shape[shape.rank - 1]
    let kernel = model.parameter(
      "kernel", [features, units], kernelInitializer.value, regularizer: kernelRegularizer)
    let bias =
      usesBias
      ? model.parameter("bias", [units], biasInitializer.value, regularizer: biasRegularizer) : nil

    let rows = Shape(shape.dimensions.dropLast()).elementCount
    let flat =
      shape.rank == 2 ? input : try model.apply(Reshape([rows, features]), input)
    var output = try model.apply(Gemm(), flat, kernel, bias)
    output = try model.activate(output, activation)
    if shape.rank > 2 {
      let whole = shape.replacing(axis: shape.rank - 1, with: units)
      output = try model.apply(Reshape(whole), output)
    }
    return [Signal(output)]
  }

  package func parameterFormula(for inputs: [Shape]) -> ParameterFormula {
    ParameterFormula(
      usesBias ? "features * units + units" : "features * units",
      [("features", inputs[0][inputs[0].rank - 1]), ("units", units)])
  }
}
