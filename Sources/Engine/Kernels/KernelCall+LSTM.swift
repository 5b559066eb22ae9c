import CKernels

extension KernelCall {
  /// The states that an LSTM begins with: h and c, each [batch, units].
  package struct LSTMState: Sendable {
    package let hidden: Buffer
    package let cell: Buffer

    package init(hidden: Buffer, cell: Buffer) {
      self.hidden = hidden
      self.cell = cell
    }
  }

  /// The LSTM layer forward; see `lab_lstm` in CKernels for the equations.
  ///
  /// - Parameters:
  ///   - x: [batch, steps, features]
  ///   - kernel: [features, 4·units]
  ///   - recurrent: [units, 4·units]
  ///   - bias: [4·units], or nil
  ///   - initial: the states before the first step, or nil: then it has no term of h and c
  ///   - gates: gives [batch, steps, 4·units], activated
  ///   - cells: gives [batch, steps, units]
  ///   - hidden: gives [batch, steps, units]
  package static func lstm(
    _ size: LSTMSize, x: Buffer, kernel: Buffer, recurrent: Buffer, bias: Buffer?,
    initial: LSTMState?, gates: Buffer, cells: Buffer, hidden: Buffer
  ) -> KernelCall {
    let units = size.units
    x.require(size.rows * size.features)
    kernel.require(size.features * 4 * units)
    recurrent.require(units * 4 * units)
    bias?.require(4 * units)
    initial?.hidden.require(size.state)
    initial?.cell.require(size.state)
    gates.require(size.gates)
    cells.require(size.states)
    hidden.require(size.states)
    let cellOperations = 9.0 * Double(size.states)
    let products = 8 * Double(size.rows) * Double(units) * Double(size.features + units)
    return KernelCall(
      "lstm", LAB_LSTM,
      reads: [x, kernel, recurrent, bias, initial?.hidden, initial?.cell],
      writes: [gates, cells, hidden], operations: products + cellOperations,
      .init(
        lstm: lab_lstm(
          batch: Int64(size.batch), steps: Int64(size.steps), features: Int64(size.features),
          units: Int64(units), x: x.place, kernel: kernel.place, recurrent: recurrent.place,
          bias: bias.place, h0: (initial?.hidden).place, c0: (initial?.cell).place,
          gates: gates.place, cells: cells.place, hidden: hidden.place)))
  }

  /// The gradient of every gate's z; see `lab_lstm_gradient`.
  ///
  /// - Parameters:
  ///   - recurrentTransposed: [4·units, units]
  ///   - hiddenGradient: [batch, steps, units], or nil
  ///   - lastGradient: [batch, units], the gradient of the last step's h alone, or nil
  ///   - gateGradients: gives [batch, steps, 4·units]; may be `gates` itself
  ///   - scratch: two states of one step
  package static func lstmGradient(
    _ size: LSTMSize, gates: Buffer, cells: Buffer, initialCell: Buffer?,
    recurrentTransposed: Buffer, hiddenGradient: Buffer?, lastGradient: Buffer?,
    gateGradients: Buffer, scratch: (Buffer, Buffer)
  ) -> KernelCall {
    precondition(hiddenGradient != nil || lastGradient != nil, "some gradient arrives")
    gates.require(size.gates)
    cells.require(size.states)
    initialCell?.require(size.state)
    recurrentTransposed.require(size.units * 4 * size.units)
    hiddenGradient?.require(size.states)
    lastGradient?.require(size.state)
    gateGradients.require(size.gates)
    scratch.0.require(size.state)
    scratch.1.require(size.state)
    return KernelCall(
      "lstm_gradient", LAB_LSTM_GRADIENT,
      reads: [gates, cells, initialCell, recurrentTransposed, hiddenGradient, lastGradient],
      writes: [gateGradients, scratch.0, scratch.1],
      operations: (8 * Double(size.units) + 25) * Double(size.states),
      .init(
        lstm_gradient: lab_lstm_gradient(
          batch: Int64(size.batch), steps: Int64(size.steps), units: Int64(size.units),
          gates: gates.place, cells: cells.place, c0: initialCell.place,
          recurrent_transposed: recurrentTransposed.place, d_hidden: hiddenGradient.place,
          d_last: lastGradient.place, gate_gradients: gateGradients.place, d_h: scratch.0.place,
          d_c: scratch.1.place)))
  }

  /// The gradient of the recurrent kernel [units, 4·units]; see `lab_lstm_recurrent_gradient`.
  package static func lstmRecurrentGradient(
    _ size: LSTMSize, hidden: Buffer, initialHidden: Buffer?, gateGradients: Buffer,
    into gradient: Buffer
  ) -> KernelCall {
    hidden.require(size.states)
    initialHidden?.require(size.state)
    gateGradients.require(size.gates)
    gradient.require(size.units * 4 * size.units)
    return KernelCall(
      "lstm_recurrent_gradient", LAB_LSTM_RECURRENT_GRADIENT,
      reads: [hidden, initialHidden, gateGradients], writes: [gradient],
      operations: 8 * Double(size.units) * Double(size.states),
      .init(
        lstm_recurrent_gradient: lab_lstm_recurrent_gradient(
          batch: Int64(size.batch), steps: Int64(size.steps), units: Int64(size.units),
          hidden: hidden.place, h0: initialHidden.place, gate_gradients: gateGradients.place,
          d_recurrent: gradient.place)))
  }
}
