package import Graphs
package import Schemas
package import YAML

/// A layer that runs over time steps with states. A new one says what its cell is; how it is run, in
/// which direction, from which states and with which mask, is the same for all.
///
/// At a masked step the states stay as they are, so that its output is that of the step before.
package protocol RecurrentLayer: Layer {
  /// The names of its states, the output's first: `h`.
  static var stateNames: [String] { get }

  /// Size of each state, and of the output.
  var units: Int { get }

  /// How many parts of `units` columns its weights have.
  static var gateCount: Int { get }

  /// Size of the bias, where there is one.
  var biasShape: Shape { get }

  /// First values of the bias.
  var biasStart: any Initializer { get }

  var options: RecurrentOptions { get set }

  /// Runs the cell over the steps, first to last.
  ///
  /// - Parameters:
  ///   - x: [samples, steps, features]
  ///   - mask: bool [samples, steps]
  ///   - states: one a name, each [samples, units]; nil: zeros
  ///   - weights: of `gateCount` parts
  /// - Returns: the output of all steps [samples, steps, units] and the last states [samples, units]
  func run(
    over x: Value, mask: Value?, from states: [Value?], with weights: RecurrentWeights,
    in model: inout ModelBuilder
  ) throws(LayerError) -> (sequence: Value, last: [Value])
}

/// The weights of a recurrent layer, its gates side by side.
package struct RecurrentWeights {
  /// W, [features, gates · units]
  package let kernel: Value
  /// U, [units, gates · units]
  package let recurrent: Value
  /// b, or nil
  package let bias: Value?
  /// What h is multiplied by before its product with U, a mask [samples, units] for each gate; none
  /// without recurrent dropout.
  package let masks: [Value]
}

extension RecurrentLayer {
  package var biasShape: Shape { [Self.gateCount * units] }
  package var biasStart: any Initializer { options.biasInitializer.value }
  /// States that are given would hide those that are kept.
  package func checkTogether(_ names: [String], of node: Node, _ decoder: inout Decoder) {
    guard options.isStateful, options.initialState != nil else { return }
    decoder.report(
      .alternatives(["stateful", "initial_state"], owner: Self.title), at: node.range)
  }

  package var pattern: InputPattern { .sequence }
  package var maskRule: MaskRule { .uses }
  package var stateInputs: [String] { options.initialState?.names ?? [] }
  package var stateOutputs: [String] { options.returnsState ? Self.stateNames : [] }

  package func build(
    _ inputs: [Signal], in model: inout ModelBuilder
  ) throws(LayerError) -> [Signal] {
    let (input, mask) = (inputs[0].value, inputs[0].mask)
    let shape = model.graph.shape(input)
    let columns = Self.gateCount * units
    let weights = RecurrentWeights(
      kernel: model.parameter(
        "kernel", [shape[2], columns], options.kernelInitializer.value,
        regularizer: options.kernelRegularizer),
      recurrent: model.parameter(
        "recurrent_kernel", [units, columns], options.recurrentInitializer.value,
        regularizer: options.recurrentRegularizer),
      bias: options.usesBias
        ? model.parameter("bias", biasShape, biasStart, regularizer: options.biasRegularizer) : nil,
      masks: try recurrentMasks(batch: shape[0], in: &model))
    let kept = try keptStates(batch: shape[0], in: &model)
    let initial = try initialStates(inputs.dropFirst(), batch: shape[0], in: model)
    var (x, steps) = (input, mask)
    if let dropped = try model.dropoutMask([shape[0], shape[2]], rate: options.dropout) {
      x = try model.apply(Mul(), x, model.apply(Repeat(steps: shape[1]), dropped))
    }
    if options.goesBackwards {
      x = try model.apply(Reverse(), x)
      if let mask { steps = try model.apply(Reverse(), mask) }
    }
    var (sequence, last) = try run(
      over: x, mask: steps, from: initial ?? kept ?? Self.stateNames.map { _ in nil },
      with: weights, in: &model)
    if let kept {
      for (state, value) in zip(kept, last) { if let state { model.update(state, to: value) } }
    }
    if options.zerosMaskedOutputs, let steps {
      sequence = try model.apply(Select(), steps, sequence, nil)
    }
    // Keras leaves the mask in the order of the input, also where the output is in the other one.
    let output =
      options.returnsSequences
      ? Signal(sequence, mask: mask) : Signal(last[0], collapsedBy: model.name)
    return [output] + (options.returnsState ? last.map { Signal($0) } : [])
  }

  private func recurrentMasks(
    batch: Int, in model: inout ModelBuilder
  ) throws(LayerError) -> [Value] {
    var masks: [Value] = []
    for gate in 0..<Self.gateCount {
      let mask = try model.dropoutMask(
        [batch, units], rate: options.recurrentDropout, named: "recurrent_dropout_\(gate)")
      if let mask { masks.append(mask) }
    }
    return masks
  }

  /// The states that last from batch to batch; nil where there are none.
  private func keptStates(
    batch: Int, in model: inout ModelBuilder
  ) throws(LayerError) -> [Value?]? {
    guard options.isStateful else { return nil }
    var states: [Value?] = []
    for name in Self.stateNames { states.append(try model.state(name, [batch, units])) }
    return states
  }

  /// The states that the file names; nil where it names none.
  private func initialStates(
    _ given: ArraySlice<Signal>, batch: Int, in model: ModelBuilder
  ) throws(LayerError) -> [Value?]? {
    if given.isEmpty { return nil }
    let wanted = Self.stateNames.map { _ in Shape([batch, units]) }
    let shapes = given.map { model.graph.shape($0.value) }
    guard shapes == wanted else {
      throw .initialState(type: Self.title, wanted: wanted, given: shapes)
    }
    return given.map { $0.value }
  }
}
