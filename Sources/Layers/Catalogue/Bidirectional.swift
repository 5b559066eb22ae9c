package import Graphs
package import Schemas
package import YAML

/// A recurrent layer and a copy of it that runs from the last time step to the first, merged.
///
///     y = merge(forward(x), backward(x))
///
/// With `return_sequences` the copy's steps are put back into the order of the input before they are
/// merged, and masked steps are zeros.
///
/// - Input: `[samples, time steps, features]`
/// - Output: that of the layer; twice as many features with `merge_mode: concat`
/// - Parameters: those of the layer, twice
/// - Source: Schuster & Paliwal 1997, https://doi.org/10.1109/78.650093; arguments and defaults as
///   https://keras.io/api/layers/recurrent_layers/bidirectional/
package struct Bidirectional: Layer {
  /// How the two outputs become one.
  package enum MergeMode: String, SchemaEnumeration {
    case concat, sum, mul, ave
    package static let kind = "merge mode"
  }

  package static let title = "Bidirectional"
  package static let summary =
    "Runs a recurrent layer in both directions of time and merges the two outputs."
  package static let keys: [Key<Bidirectional>] = [
    .required("layer", \.layer, "The recurrent layer; its copy has weights of its own."),
    .optional("merge_mode", \.mergeMode, "How the two outputs become one."),
    .optional(
      "initial_state", \.initialState,
      "The states to begin with, outputs of other layers: those of the forward layer, then those of "
        + "the backward one."),
  ]
  package static let unsupportedKeys = ["weights", "backward_layer"]
  package static let layerExamples = [
    LayerExample(
      "Bidirectional: {layer: {LSTM: {units: 3}}}", [4, 2], gives: [6], parameters: 144),
    LayerExample(
      "Bidirectional: {layer: {LSTM: {units: 3, return_sequences: true}}, merge_mode: sum}",
      [4, 2],
      gives: [4, 3], parameters: 144),
    LayerExample(
      "Bidirectional: {layer: {SimpleRNN: {units: 3, return_sequences: true}}, merge_mode: mul}",
      [4, 2], gives: [4, 3], parameters: 36),
    LayerExample(
      "Bidirectional: {layer: {SimpleRNN: {units: 3, go_backwards: true}}, merge_mode: ave}",
      [4, 2], gives: [3], parameters: 36),
    LayerExample(
      "Bidirectional: {layer: {LSTM: {units: 2, stateful: true, return_state: true}}}", [3, 2],
      gives: [4], parameters: 80),
  ]

  package var layer = LayerSpecification(LSTM())
  package var mergeMode = MergeMode.concat
  package var initialState: LayerInputs?

  package init() {}

  /// States that are given would hide those that are kept.
  package func checkTogether(_ names: [String], of node: Node, _ decoder: inout Decoder) {
    guard initialState != nil, (layer.layer as? any RecurrentLayer)?.options.isStateful == true
    else { return }
    decoder.report(
      .alternatives(["stateful", "initial_state"], owner: Self.title), at: node.range)
  }

  package var pattern: InputPattern { .sequence }
  package var maskRule: MaskRule { .uses }
  package var innerLayers: [LayerSpecification] { [layer] }
  package var stateInputs: [String] { initialState?.names ?? [] }
  package var stateOutputs: [String] {
    ["forward", "backward"].flatMap { way in
      layer.layer.stateOutputs.map { "\(way)_\($0)" }
    }
  }

  package func build(
    _ inputs: [Signal], in model: inout ModelBuilder
  ) throws(LayerError) -> [Signal] {
    guard var forward = layer.layer as? any RecurrentLayer else {
      throw .notRecurrent(type: Self.title, inner: layer.type)
    }
    forward.options.zerosMaskedOutputs = forward.options.returnsSequences
    var backward = forward
    backward.options.goesBackwards.toggle()
    let states = Array(inputs.dropFirst())
    let wanted = 2 * Swift.type(of: forward).stateNames.count
    guard states.isEmpty || states.count == wanted else {
      let batch = model.graph.shape(inputs[0].value)[0]
      throw .initialState(
        type: Self.title, wanted: Array(repeating: [batch, forward.units], count: wanted),
        given: states.map { model.graph.shape($0.value) })
    }
    let half = states.count / 2
    let results = try model.addCopies(
      of: layer,
      [
        ("forward", layer.with(forward), [inputs[0]] + states[..<half]),
        ("backward", layer.with(backward), [inputs[0]] + states[half...]),
      ])
    let ahead = results[0][0]
    var behind = results[1][0].value
    if forward.options.returnsSequences { behind = try model.apply(Reverse(), behind) }
    let merged = try merge(ahead.value, behind, in: &model)
    let output = Signal(merged, mask: ahead.mask, collapsedBy: ahead.collapsedBy)
    return [output] + results[0].dropFirst() + results[1].dropFirst()
  }

  private func merge(
    _ a: Value, _ b: Value, in model: inout ModelBuilder
  ) throws(LayerError) -> Value {
    switch mergeMode {
    case .concat:
      let axis = model.graph.shape(a).rank - 1
      return try model.applyAll(Concat(axis: axis), [a, b])[0]
    case .sum: return try model.apply(Graphs.Add(), a, b)
    case .mul: return try model.apply(Mul(), a, b)
    case .ave:
      return try model.apply(Evaluate(0.5 * (.x + .y), operands: 2, named: "Average"), a, b)
    }
  }

  package func parameterFormula(for inputs: [Shape]) -> ParameterFormula {
    let inner = layer.layer.parameterFormula(for: [inputs[0]])
    return ParameterFormula(
      "2 * (\(inner.text))", inner.terms.map { ($0.name, $0.value) })
  }
}
