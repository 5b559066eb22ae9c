import Engine

/// The LSTM kernels' contract in scalar loops: chains, order of additions and all. A mask's word of
/// zero bits marks a masked step.
struct LSTMScalarLoops {
  let size: LSTMSize

  private var units: Int { size.units }

  struct Forward {
    var gates: [Float]
    var cells: [Float]
    var activatedCells: [Float]
    var hidden: [Float]
  }

  func forward(
    x: [Float], kernel: [Float], recurrent: [Float], bias: [Float]?,
    initial: (hidden: [Float], cell: [Float])?, mask: [Float]?
  ) -> Forward {
    var result = Forward(
      gates: [Float](repeating: 0, count: size.gates),
      cells: [Float](repeating: 0, count: size.states),
      activatedCells: [Float](repeating: 0, count: size.states),
      hidden: [Float](repeating: 0, count: size.states))
    for sample in 0..<size.batch {
      let range = sample * units..<(sample + 1) * units
      var before = initial.map { (hidden: Array($0.hidden[range]), cell: Array($0.cell[range])) }
      for step in 0..<size.steps {
        let at = sample * size.steps + step
        var z = bias ?? [Float](repeating: 0, count: 4 * units)
        for gate in z.indices {
          for feature in 0..<size.features {
            z[gate].addProduct(
              x[at * size.features + feature], kernel[feature * 4 * units + gate])
          }
          guard let before else { continue }
          for unit in 0..<units {
            z[gate].addProduct(before.hidden[unit], recurrent[unit * 4 * units + gate])
          }
        }
        z = z.map { flushed($0) }
        let sigmoid = elementary(.sigmoid, z)
        let candidate = elementary(.tanh, Array(z[2 * units..<3 * units]))
        var cell = (0..<units).map { unit in
          let fresh = sigmoid[unit] * candidate[unit]
          return flushed(
            before.map { fresh.addingProduct(sigmoid[units + unit], $0.cell[unit]) } ?? fresh)
        }
        let isKept = isMasked(at, mask)
        let zeros = [Float](repeating: 0, count: units)
        if isKept { cell = before?.cell ?? zeros }
        let tanhCell = elementary(.tanh, cell)
        var hidden = (0..<units).map { flushed(sigmoid[3 * units + $0] * tanhCell[$0]) }
        if isKept { hidden = before?.hidden ?? zeros }
        result.gates.replaceSubrange(
          at * 4 * units..<(at + 1) * 4 * units,
          with: sigmoid[..<(2 * units)] + candidate + sigmoid[(3 * units)...])
        result.cells.replaceSubrange(at * units..<(at + 1) * units, with: cell)
        result.activatedCells.replaceSubrange(at * units..<(at + 1) * units, with: tanhCell)
        result.hidden.replaceSubrange(at * units..<(at + 1) * units, with: hidden)
        before = (hidden, cell)
      }
    }
    return result
  }

  private func isMasked(_ step: Int, _ mask: [Float]?) -> Bool {
    mask.map { $0[step].bitPattern == 0 } ?? false
  }

  struct Backward {
    /// Of every z.
    var gates: [Float]
    /// Of the initial states.
    var initialHidden: [Float] = []
    var initialCell: [Float] = []
  }

  func backward(
    gates: [Float], cells: [Float], activatedCells: [Float], initialCell: [Float]?,
    recurrentTransposed: [Float], mask: [Float]?, hiddenGradient: [Float]?,
    lastGradient: [Float]?, lastCellGradient: [Float]?
  ) -> Backward {
    var backward = Backward(gates: [])
    var result = [Float](repeating: 0, count: size.gates)
    // One chain a gate of the gradients of a step's z.
    func chains(_ step: Int, _ unit: Int) -> [Float] {
      (0..<4).map { gate in
        (0..<units).reduce(Float(0)) { chain, inner in
          chain.addingProduct(
            result[(step * 4 + gate) * units + inner],
            recurrentTransposed[(gate * units + inner) * units + unit])
        }
      }
    }
    func sum(_ terms: [Float]) -> Float { terms.dropFirst().reduce(terms[0]) { $0 + $1 } }
    for sample in 0..<size.batch {
      var after = [Float](repeating: 0, count: units)
      var passed = after
      for step in (0..<size.steps).reversed() {
        let at = sample * size.steps + step
        let isLast = step == size.steps - 1
        let tanhCell = Array(activatedCells[at * units..<(at + 1) * units])
        var next = after
        for unit in 0..<units {
          var arrived: [Float] = []
          if let hiddenGradient { arrived.append(hiddenGradient[at * units + unit]) }
          if isLast {
            if let lastGradient { arrived.append(lastGradient[sample * units + unit]) }
            if arrived.isEmpty { arrived.append(0) }
          } else {
            if mask != nil { arrived.append(passed[unit]) }
            arrived += chains(at + 1, unit)
          }
          let arriving = sum(arrived)
          let isKept = isMasked(at, mask)
          passed[unit] = isKept ? arriving : 0
          if isKept {
            if isLast { next[unit] = lastCellGradient.map { $0[sample * units + unit] } ?? 0 }
            // −0 and the zero of a path that is not taken.
            next[unit] += 0
            continue
          }
          let dh = flushed(arriving)
          func gate(_ index: Int) -> Float { gates[(at * 4 + index) * units + unit] }
          let (i, f, g, o) = (gate(0), gate(1), gate(2), gate(3))
          let fromHidden = tanhGradient(tanhCell[unit], dh * o)
          let afterwards =
            isLast ? lastCellGradient.map { $0[sample * units + unit] } : after[unit]
          let dc = flushed(afterwards.map { $0 + fromHidden } ?? fromHidden)
          let before =
            step > 0
            ? cells[(at - 1) * units + unit] : initialCell.map { $0[sample * units + unit] }
          let gradients = [
            sigmoidGradient(i, dc * g), before.map { sigmoidGradient(f, dc * $0) } ?? 0,
            tanhGradient(g, dc * i), sigmoidGradient(o, dh * tanhCell[unit]),
          ]
          for (index, gradient) in gradients.enumerated() {
            result[(at * 4 + index) * units + unit] = flushed(gradient)
          }
          next[unit] = mask == nil ? dc * f : dc * f + 0
        }
        after = next
      }
      let first = sample * size.steps
      backward.initialHidden += (0..<units).map { unit in
        sum((mask == nil ? [] : [passed[unit]]) + chains(first, unit))
      }
      backward.initialCell += after
    }
    backward.gates = result
    return backward
  }

  /// The gradient of the recurrent kernel: samples outer, steps inner.
  func recurrentGradient(
    hidden: [Float], initialHidden: [Float]?, gateGradients: [Float]
  ) -> [Float] {
    var result = [Float](repeating: 0, count: units * 4 * units)
    for (row, column) in (0..<units).flatMap({ row in (0..<4 * units).map { (row, $0) } }) {
      var chain: Float = 0
      for sample in 0..<size.batch {
        for step in 0..<size.steps {
          let at = sample * size.steps + step
          let before =
            step > 0
            ? hidden[(at - 1) * units + row] : initialHidden.map { $0[sample * units + row] }
          if let before { chain.addProduct(before, gateGradients[at * 4 * units + column]) }
        }
      }
      result[row * 4 * units + column] = chain
    }
    return result
  }

  /// The gradient of the kernel: samples outer, steps inner.
  func kernelGradient(x: [Float], gateGradients: [Float]) -> [Float] {
    var result = [Float](repeating: 0, count: size.features * 4 * units)
    for feature in 0..<size.features {
      for column in 0..<4 * units {
        for row in 0..<size.rows {
          result[feature * 4 * units + column].addProduct(
            x[row * size.features + feature], gateGradients[row * 4 * units + column])
        }
      }
    }
    return result
  }

  /// The gradient of the bias: samples outer, steps inner.
  func biasGradient(gateGradients: [Float]) -> [Float] {
    (0..<4 * units).map { column in
      (0..<size.rows).reduce(Float(0)) { $0 + gateGradients[$1 * 4 * units + column] }
    }
  }

  /// The gradient of x: one chain a gate, added in their order.
  func inputGradient(kernel: [Float], gateGradients: [Float]) -> [Float] {
    (0..<size.rows).flatMap { row in
      (0..<size.features).map { feature in
        let chains = (0..<4).map { gate in
          (0..<units).reduce(Float(0)) { chain, unit in
            let column = gate * units + unit
            return chain.addingProduct(
              gateGradients[row * 4 * units + column], kernel[feature * 4 * units + column])
          }
        }
        return ((chains[0] + chains[1]) + chains[2]) + chains[3]
      }
    }
  }

  private func sigmoidGradient(_ y: Float, _ dy: Float) -> Float { dy * y.addingProduct(-y, y) }
  private func tanhGradient(_ y: Float, _ dy: Float) -> Float {
    dy * Float(1).addingProduct(-y, y)
  }
}
