import CKernels

extension KernelCall {
  /// The states that an LSTM begins with, or their gradients: h and c, each [batch, units].
  package struct LSTMState: Sendable {
    package let hidden: Buffer
    package let cell: Buffer

    package init(hidden: Buffer, cell: Buffer) {
      self.hidden = hidden
      self.cell = cell
    }
  }

  /// Where an LSTM finds its weights.
  package struct LSTMWeights: Sendable {
    package let layout: LSTMLayout
    /// [features, 4·units].
    package let kernel: Buffer
    /// [units, 4·units].
    package let recurrent: Buffer
    /// Both, packed by `calls` as the layout wants them; nil where it wants none.
    package let packed: Buffer?

    /// - Parameter packed: `LSTMLayout.packedCount` floats
    package init(_ layout: LSTMLayout, kernel: Buffer, recurrent: Buffer, packed: Buffer?) {
      self.layout = layout
      self.kernel = kernel
      self.recurrent = recurrent
      self.packed = packed
    }

    /// The calls that pack the weights: once an update.
    package func calls(_ size: LSTMSize) -> [KernelCall] {
      guard let packed else { return [] }
      packed.require(layout.packedCount(size))
      return packWeights(
        kernel: kernel, recurrent: recurrent, features: size.features, units: size.units,
        gates: layout == .tiles, into: packed)
    }

    fileprivate var kernelCall: (name: String, kernel: lab_kernel) {
      switch layout {
      case .tiles: ("lstm", LAB_LSTM)
      case .row: ("lstm_row", LAB_LSTM_ROW)
      case .small: ("lstm_small", LAB_LSTM_SMALL)
      case .lanes: ("lstm_lanes", LAB_LSTM_LANES)
      }
    }

    /// What the kernel reads.
    fileprivate var read: [Buffer] { packed.map { [$0] } ?? [kernel, recurrent] }

    fileprivate func require(_ size: LSTMSize) {
      precondition(layout.supports(size))
      kernel.require(size.features * 4 * size.units)
      recurrent.require(size.units * 4 * size.units)
      precondition(layout.packedCount(size) == packed?.count ?? 0)
    }
  }

  /// The LSTM layer forward; see `lab_lstm` in CKernels for the equations.
  ///
  /// - Parameters:
  ///   - x: [batch, steps, features]
  ///   - weights: W and U; `LSTMWeights.calls` come before
  ///   - bias: [4·units], or nil
  ///   - initial: the states before the first step, or nil: then it has no term of h and c
  ///   - mask: [batch, steps], a word a step, zero where it keeps the state of the step before; or
  ///     nil: no step does
  ///   - gates: gives [batch, steps, 4·units], activated
  ///   - cells: gives [batch, steps, units]
  ///   - activatedCells: gives their tanh [batch, steps, units]; nil where nobody reads it
  ///   - hidden: gives [batch, steps, units]
  package static func lstm(
    _ size: LSTMSize, x: Buffer, weights: LSTMWeights, bias: Buffer?, initial: LSTMState?,
    mask: Buffer?, gates: Buffer, cells: Buffer, activatedCells: Buffer?, hidden: Buffer
  ) -> KernelCall {
    let units = size.units
    x.require(size.rows * size.features)
    weights.require(size)
    bias?.require(4 * units)
    initial?.hidden.require(size.state)
    initial?.cell.require(size.state)
    mask?.require(size.rows)
    gates.require(size.gates)
    cells.require(size.states)
    activatedCells?.require(size.states)
    hidden.require(size.states)
    let cellOperations = 9.0 * Double(size.states)
    let products = 8 * Double(size.rows) * Double(units) * Double(size.features + units)
    let operations = products + cellOperations
    return KernelCall(
      weights.kernelCall.name + (mask == nil ? "" : "_masked"), weights.kernelCall.kernel,
      reads: [x] + weights.read + [bias, initial?.hidden, initial?.cell, mask],
      writes: [gates, cells, activatedCells, hidden], operations: operations,
      division: Division(
        .samples, count: size.batch, unit: weights.layout.samplesTogether, operations: operations),
      .init(
        lstm: lab_lstm(
          batch: Int64(size.batch), steps: Int64(size.steps), features: Int64(size.features),
          units: Int64(units), x: x.place, kernel: weights.kernel.place,
          recurrent: weights.recurrent.place, weights: weights.packed.place, bias: bias.place,
          h0: (initial?.hidden).place, c0: (initial?.cell).place, gates: gates.place,
          cells: cells.place, activated_cells: activatedCells.place, hidden: hidden.place,
          mask: mask.place)))
  }

  /// The gradients that arrive at an LSTM's outputs; at least one does.
  package struct LSTMUpstream: Sendable {
    /// Of h of all steps [batch, steps, units].
    package let hidden: Buffer?
    /// Of the last step's h alone [batch, units].
    package let lastHidden: Buffer?
    /// Of the last step's c [batch, units].
    package let lastCell: Buffer?

    package init(hidden: Buffer?, lastHidden: Buffer?, lastCell: Buffer?) {
      precondition(hidden != nil || lastHidden != nil || lastCell != nil, "some gradient arrives")
      self.hidden = hidden
      self.lastHidden = lastHidden
      self.lastCell = lastCell
    }
  }

  /// The gradient of every gate's z; see `lab_lstm_gradient`.
  ///
  /// - Parameters:
  ///   - activatedCells: tanh(c) of all steps [batch, steps, units]
  ///   - recurrentTransposed: the recurrent kernel's transpose [4·units, units], packed
  ///   - mask: as it was forward
  ///   - gateGradients: gives [batch, steps, 4·units]; may be `gates` itself
  ///   - initialGradient: gives the gradients of the initial states, or is nil
  ///   - scratch: where that is nil, `LSTMLayout.gradientScratchCount` floats; nil where those are none
  package static func lstmGradient(
    _ size: LSTMSize, _ layout: LSTMLayout, gates: Buffer, cells: Buffer, activatedCells: Buffer,
    initialCell: Buffer?, recurrentTransposed: Buffer, mask: Buffer?, upstream: LSTMUpstream,
    gateGradients: Buffer, initialGradient: LSTMState?, scratch: Buffer?
  ) -> KernelCall {
    precondition(layout.supports(size))
    let scratchCount =
      initialGradient == nil ? layout.gradientScratchCount(size, isMasked: mask != nil) : 0
    precondition(scratchCount == scratch?.count ?? 0)
    gates.require(size.gates)
    cells.require(size.states)
    activatedCells.require(size.states)
    initialCell?.require(size.state)
    recurrentTransposed.require(packedCount(rows: 4 * size.units, columns: size.units))
    mask?.require(size.rows)
    upstream.hidden?.require(size.states)
    upstream.lastHidden?.require(size.state)
    upstream.lastCell?.require(size.state)
    gateGradients.require(size.gates)
    initialGradient?.hidden.require(size.state)
    initialGradient?.cell.require(size.state)
    // Scratch is that of c, then that of h.
    let scratchOfHidden = mask == nil ? nil : scratch.map { Int64($0.offset + size.state) }
    // Of each unit, beside the products with the recurrent kernel: their sum over the gates, three
    // gradients of a sigmoid and two of tanh at three each, six products, and the sum of c's gradients;
    // and the sum with what arrives at h.
    let each = 8 * size.units + 25 + (upstream.hidden == nil ? 0 : 1)
    let operations = Double(each) * Double(size.states)
    let (name, kernel) =
      switch layout {
      case .tiles, .row: ("lstm_gradient", LAB_LSTM_GRADIENT)
      case .small: ("lstm_gradient_small", LAB_LSTM_GRADIENT_SMALL)
      case .lanes: ("lstm_gradient_lanes", LAB_LSTM_GRADIENT_LANES)
      }
    let hasStates = initialGradient != nil || upstream.lastCell != nil
    return KernelCall(
      name + (mask == nil ? "" : "_masked") + (hasStates ? "_states" : ""), kernel,
      reads: [
        gates, cells, activatedCells, initialCell, recurrentTransposed, mask, upstream.hidden,
        upstream.lastHidden, upstream.lastCell,
      ],
      writes: [gateGradients, initialGradient?.hidden, initialGradient?.cell, scratch],
      operations: operations,
      division: Division(
        .samples, count: size.batch, unit: layout.samplesTogether, operations: operations),
      .init(
        lstm_gradient: lab_lstm_gradient(
          batch: Int64(size.batch), steps: Int64(size.steps), units: Int64(size.units),
          gates: gates.place, cells: cells.place, activated_cells: activatedCells.place,
          c0: initialCell.place,
          recurrent_transposed: recurrentTransposed.place, d_hidden: upstream.hidden.place,
          d_last: upstream.lastHidden.place, gate_gradients: gateGradients.place,
          d_c0: (initialGradient?.cell ?? scratch).place, mask: mask.place,
          d_last_cell: upstream.lastCell.place,
          d_h0: scratchOfHidden ?? (initialGradient?.hidden).place,
          gives_initial: initialGradient == nil ? 0 : 1)))
  }

  /// The gradient of x [rows, features]; see `lab_lstm_input_gradient`.
  ///
  /// - Parameter kernelTransposed: the kernel's transpose [4·units, features], packed
  package static func lstmInputGradient(
    _ size: LSTMSize, gateGradients: Buffer, kernelTransposed: Buffer, into gradient: Buffer
  ) -> KernelCall {
    gateGradients.require(size.gates)
    kernelTransposed.require(packedCount(rows: 4 * size.units, columns: size.features))
    gradient.require(size.rows * size.features)
    // The products, and their sum over the gates.
    let operations = Double(8 * size.units + 3) * Double(size.rows) * Double(size.features)
    return KernelCall(
      "lstm_input_gradient", LAB_LSTM_INPUT_GRADIENT, reads: [gateGradients, kernelTransposed],
      writes: [gradient], operations: operations,
      division: Division(.rows, count: size.rows, unit: rowsTogether, operations: operations),
      .init(
        lstm_input_gradient: lab_lstm_input_gradient(
          rows: Int64(size.rows), features: Int64(size.features), units: Int64(size.units),
          gate_gradients: gateGradients.place, kernel_transposed: kernelTransposed.place,
          d_x: gradient.place)))
  }

  /// The gradients of the weights; see `lab_lstm_weight_gradient`.
  ///
  /// - Parameters:
  ///   - kernel: gives [features, 4·units], or nil
  ///   - recurrent: gives [units, 4·units]
  ///   - bias: gives [4·units], or nil
  package static func lstmWeightGradient(
    _ size: LSTMSize, x: Buffer, hidden: Buffer, initialHidden: Buffer?, gateGradients: Buffer,
    kernel: Buffer?, recurrent: Buffer, bias: Buffer?
  ) -> KernelCall {
    x.require(size.rows * size.features)
    hidden.require(size.states)
    initialHidden?.require(size.state)
    gateGradients.require(size.gates)
    kernel?.require(size.features * 4 * size.units)
    recurrent.require(size.units * 4 * size.units)
    bias?.require(4 * size.units)
    // A bias's gradient is a sum, that of a kernel a product.
    let inputs =
      2 * Double(size.units + (kernel == nil ? 0 : size.features)) + (bias == nil ? 0 : 1)
    let operations = 4 * Double(size.states) * inputs
    return KernelCall(
      "lstm_weight_gradient", LAB_LSTM_WEIGHT_GRADIENT,
      reads: [x, hidden, initialHidden, gateGradients],
      writes: [kernel, recurrent, bias], operations: operations,
      division: Division(
        .columns, count: 4 * size.units, unit: Division.line, operations: operations),
      .init(
        lstm_weight_gradient: lab_lstm_weight_gradient(
          batch: Int64(size.batch), steps: Int64(size.steps), features: Int64(size.features),
          units: Int64(size.units), x: x.place, hidden: hidden.place, h0: initialHidden.place,
          gate_gradients: gateGradients.place, d_kernel: kernel.place,
          d_recurrent: recurrent.place, d_bias: bias.place)))
  }
}
