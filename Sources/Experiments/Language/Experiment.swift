package import Layers
package import Schemas

/// One experiment as its file says: the whole language.
package struct Experiment: Configurable {
  package static let title = "experiment"
  package static let summary =
    "One experiment: data, model, training, expectations."
  package static let inheritanceKey: String? = "extends"
  package static let keys: [Key<Experiment>] = [
    .optional(
      "extends", \.parent,
      "A file to start from, relative to this one: its mappings merge, lists and values replace."),
    .optional("description", \.description, "What the experiment is about, in a sentence or two."),
    .optional("variables", \.variables, "Numbers that formulas may use by name."),
    .optional(
      "matrix", \.matrix,
      "Values for variables or keys, as a list or a range such as `{from: 1, to: 9}`; one run for each "
        + "combination, less those that agree with a mapping in `exclude`, plus those in `include`. "
        + "`zip: {a: [1, 2], b: [3, 4]}` moves keys together, and a name of your own with mappings names "
        + "settings: `cell: {narrow: {model.0.LSTM.units: 5}, wide: {model.0.LSTM.units: 50}}`. All points "
        + "have one result; `reports: each` writes the full reports of each as well."),
    .optional("seed", \.seed, "What every random number follows from.", .atLeast(0)),
    .required("data", \.data, "Where the samples come from and how they are shaped."),
    .required("model", \.model, "The stack of layers, from the input to the output."),
    .optional(
      "output", \.output,
      "The layer at which the model ends, by name; those behind it are left out."),
    .optional(
      "initial_weights", \.initialWeights,
      "A safetensors file to start from, relative to this file; by default they are drawn."),
    .required("training", \.training, "How the model is trained."),
    .optional("evaluate", \.evaluate, "What is measured at the end, in the units of the data."),
    .optional("expect", \.expect, "What must come out."),
  ]

  /// Nil once the file is composed with its parent.
  package var parent: String?
  package var description: String?
  package var variables = Variables()
  /// Nil in each of the matrix's points.
  package var matrix: MatrixSection?
  package var seed = 1
  package var data = DataSection()
  package var model: [LayerSpecification] = []
  package var output: String?
  package var initialWeights: String?
  package var training = TrainingSection()
  package var evaluate: EvaluateSection?
  package var expect: ExpectSection?

  package init() {}
}
