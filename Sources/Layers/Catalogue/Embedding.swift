package import Graphs
package import Schemas

/// A vector for each whole number: what it learns of a word or a category.
///
///     y = embeddings[x]
///
/// - Input: `[samples, …]`, whole numbers from 0 to `input_dim - 1`, straight from the data
/// - Output: `[samples, …, output_dim]`; with `mask_zero`, and a mask of the steps that are not 0
/// - Parameters: `input_dim * output_dim`
/// - Source: https://keras.io/api/layers/core_layers/embedding/
package struct Embedding: Layer {
  package static let title = "Embedding"
  package static let summary =
    "A vector for each whole number, such as that of a word."
  package static let keys: [Key<Embedding>] = [
    .required(
      "input_dim", \.inputDim, "How many numbers there are: 0 to input_dim - 1.", .atLeast(1)),
    .required("output_dim", \.outputDim, "Size of the vectors.", .atLeast(1)),
    .optional("embeddings_initializer", \.initializer, "First values of the vectors."),
    .added(
      "embeddings_regularizer", \.regularizer, "Penalty on the vectors, added to the loss."),
    .optional("mask_zero", \.masksZero, "Whether 0 is padding, which later layers skip."),
  ]
  package static let unsupportedKeys = [
    "embeddings_constraint", "weights", "lora_rank", "lora_alpha",
    "quantization_config",
  ]
  package static let layerExamples = [
    LayerExample(
      "Embedding: {input_dim: 7, output_dim: 3}", [5], gives: [5, 3], parameters: 21, classes: 7),
    LayerExample(
      "Embedding: {input_dim: 4, output_dim: 2, mask_zero: true}", [6], gives: [6, 2],
      parameters: 8,
      classes: 4),
  ]

  package var inputDim = 1
  package var outputDim = 1
  package var initializer = Choice<AllInitializers>(RandomUniform())
  package var regularizer: Choice<AllRegularizers>?
  package var masksZero = false

  package init() {}

  package var pattern: InputPattern { .any }
  package var maskRule: MaskRule { .refuses }

  package func build(
    _ inputs: [Signal], in model: inout ModelBuilder
  ) throws(LayerError) -> [Signal] {
    let input = inputs[0].value
    try model.require(input, classes: inputDim)
    let table = model.parameter(
      "embeddings", [inputDim, outputDim], initializer.value, regularizer: regularizer)
    let output = try model.apply(Gather(), table, model.apply(Cast(), input))
    guard masksZero else { return [Signal(output)] }
    let shape = model.graph.shape(input)
    guard shape.rank == 2 else {
      throw .pattern(type: Self.title, .features, input: shape, collapsedBy: nil)
    }
    let each = try model.apply(Reshape(Shape(shape.dimensions + [1])), input)
    return [Signal(output, mask: try model.apply(Differs(from: 0), each))]
  }

  package func parameterFormula(for inputs: [Shape]) -> ParameterFormula {
    ParameterFormula(
      "input_dim * output_dim", [("input_dim", inputDim), ("output_dim", outputDim)])
  }
}
