package import Engine

/// A long short-term memory layer over all time steps (ONNX `LSTM`; gates in Keras's order i, f, c,
/// o, one bias). Fused: it equals, bit for bit, its composition of `Gemm`, `Activation`, `Mul`,
/// `MultiplyAdd` and, for masks, `Select`.
///
/// Inputs: x [batch, steps, features], kernel [features, 4·units], recurrent kernel
/// [units, 4·units], optionally a bias [4·units], the initial h and c [batch, units] together, and
/// a mask, bool [batch, steps], false where the step is masked (the last input, which may be missing
/// as well). Without initial states the first step has no term of h and c.
///
/// A masked step keeps the state: its h and c are those of the step before, or the initial ones, or
/// zeros where there are none; the next step then has them before it, zeros or not. Backward, their
/// gradients go on to the step before, and to weights and x it gives terms of zero.
///
/// Outputs: h of all steps [batch, steps, units]; h of the last step and c of the last step
/// [batch, units]; and, for the backward pass, the activated gates [batch, steps, 4·units], c of all
/// steps and its tanh [batch, steps, units].
package struct LSTMForward: Operation {
  package var name: String { "LSTM" }
  package var operandElements: OperandElements {
    .each([TensorType.Element](repeating: .float32, count: Input.mask) + [.bool])
  }
  package var inputsWithoutGradient: [Int] { [Input.mask] }

  package init() {}

  /// The outputs' places in a node.
  package enum Output {
    package static let hidden = 0
    package static let lastHidden = 1
    package static let lastCell = 2
    static let gates = 3
    static let cells = 4
    static let activatedCells = 5
  }

  /// The inputs' places in a node.
  enum Input {
    static let x = 0
    static let kernel = 1
    static let recurrent = 2
    static let bias = 3
    static let hidden = 4
    static let cell = 5
    static let mask = 6
  }

  package func outputs(for inputs: [TensorType?]) throws(ShapeError) -> [TensorType] {
    precondition(
      (6...7).contains(inputs.count), "of the optional inputs only a mask may be missing")
    guard let x = inputs[Input.x]?.shape, let kernel = inputs[Input.kernel]?.shape,
      let recurrent = inputs[Input.recurrent]?.shape
    else { preconditionFailure("LSTM has an input and two kernels") }
    guard x.rank == 3 else { throw .rank(operation: name, expected: 3, actual: x) }
    let units = recurrent[0]
    guard kernel == [x[2], 4 * units] else {
      throw .mismatch(operation: name, left: x, right: kernel)
    }
    guard recurrent == [units, 4 * units] else {
      throw .mismatch(operation: name, left: kernel, right: recurrent)
    }
    let state: Shape = [x[0], units]
    for case .some(let initial) in inputs[Input.hidden...Input.cell] where initial.shape != state {
      throw .mismatch(operation: name, left: state, right: initial.shape)
    }
    if let mask = Self.mask(inputs)?.shape, mask != [x[0], x[1]] {
      throw .mismatch(operation: name, left: x, right: mask)
    }
    let states: Shape = [x[0], x[1], units]
    return [states, state, state, [x[0], x[1], 4 * units], states, states].map { TensorType($0) }
  }

  package func appendAdjoint(
    of node: GraphNode, gradients: [Value?], to adjoint: inout Adjoint
  ) throws(ShapeError) {
    let (x, kernel, recurrent) = (
      node.input(Input.x), node.input(Input.kernel), node.input(Input.recurrent)
    )
    let initial = (hidden: node.inputs[Input.hidden], cell: node.inputs[Input.cell])
    let backward = LSTMGradient(
      givesInitial: adjoint.needs(initial.hidden) || adjoint.needs(initial.cell))
    var operands = [
      node.outputs[Output.gates], node.outputs[Output.cells], node.outputs[Output.activatedCells],
      recurrent, initial.cell, gradients[Output.hidden], gradients[Output.lastHidden],
    ]
    let (lastCell, mask) = (gradients[Output.lastCell], Self.mask(node.inputs))
    if lastCell != nil || mask != nil { operands += [lastCell, mask] }
    let results = try adjoint.applyAll(backward, operands)
    let gateGradients = results[LSTMGradient.Output.gates]
    if let (hidden, cell) = initial.hidden.flatMap({ h in initial.cell.map { (h, $0) } }),
      backward.givesInitial
    {
      try adjoint.send(results[LSTMGradient.Output.initialHidden], to: hidden)
      try adjoint.send(results[LSTMGradient.Output.initialCell], to: cell)
    }
    if adjoint.needs(x) {
      try adjoint.send(adjoint.apply(LSTMInputGradient(), gateGradients, kernel), to: x)
    }
    let bias = node.inputs[Input.bias]
    guard adjoint.needs(kernel) || adjoint.needs(recurrent) || adjoint.needs(bias) else { return }
    let weights = try adjoint.applyAll(
      LSTMWeightGradients(),
      [x, node.outputs[Output.hidden], node.inputs[Input.hidden], gateGradients])
    try adjoint.send(weights[0], to: kernel)
    try adjoint.send(weights[1], to: recurrent)
    if let bias { try adjoint.send(weights[2], to: bias) }
  }

  package var alwaysComputed: [Int] { [Output.hidden, Output.gates, Output.cells] }
  package var repeatedOutputs: [Int: Int] {
    [Output.lastHidden: Output.hidden, Output.lastCell: Output.cells]
  }

  package func scratch(for inputs: [TensorType?]) -> [Int] {
    guard let x = inputs[Input.x]?.shape, let recurrent = inputs[Input.recurrent]?.shape else {
      return []
    }
    let size = LSTMSize(x: x, units: recurrent[0])
    let packed = LSTMLayout.best(for: size).packedCount(size)
    return packed > 0 ? [packed] : []
  }

  package func kernels(_ invocation: Invocation) -> [KernelCall] {
    let size = LSTMSize(x: invocation.shape(Input.x), units: invocation.shape(Input.recurrent)[0])
    let (hidden, cells) = (invocation.output(Output.hidden), invocation.output(Output.cells))
    let initial: KernelCall.LSTMState? =
      if let h = invocation.inputs[Input.hidden], let c = invocation.inputs[Input.cell] {
        KernelCall.LSTMState(hidden: h, cell: c)
      } else {
        nil
      }
    let weights = KernelCall.LSTMWeights(
      LSTMLayout.best(for: size), kernel: invocation.input(Input.kernel),
      recurrent: invocation.input(Input.recurrent), packed: invocation.scratch.first)
    var calls = weights.calls(size)
    calls.append(
      .lstm(
        size, x: invocation.input(Input.x), weights: weights, bias: invocation.inputs[Input.bias],
        initial: initial, mask: Self.mask(invocation.inputs),
        gates: invocation.output(Output.gates), cells: cells,
        activatedCells: invocation.outputs[Output.activatedCells], hidden: hidden))
    for (all, output) in [(hidden, Output.lastHidden), (cells, Output.lastCell)] {
      guard let last = invocation.outputs[output] else { continue }
      let row = size.steps * size.units
      calls.append(
        .copy(
          Matrix(
            all, offset: row - size.units, rows: size.batch, columns: size.units, rowStride: row),
          into: Matrix(last, rows: size.batch, columns: size.units)))
    }
    return calls
  }

  /// The mask among a node's inputs, of whatever kind; nil where there is none.
  private static func mask<Operand>(_ inputs: [Operand?]) -> Operand? {
    inputs.count > Input.mask ? inputs[Input.mask] : nil
  }
}

extension LSTMSize {
  /// - Parameter x: [batch, steps, features]
  init(x: Shape, units: Int) {
    self.init(batch: x[0], steps: x[1], features: x[2], units: units)
  }
}
