import Engine
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The LSTM kernels against scalar loops that follow the contract; forward also against float64.
/// The gradients meet a float64 reference in the tests of the graphs.
struct LSTMKernelTests {
  private static let cases = 160
  private let seed = UInt64.random(in: 0...UInt64.max)

  /// - Parameter many: as many rows as make several blocks of lanes, and the steps that then go
  ///   together and more
  private func drawSize(_ memory: inout GuardedMemory, many: Bool = false) -> LSTMSize {
    LSTMSize(
      batch: memory.size(1...(many ? 70 : 5)), steps: memory.size(1...(many ? 12 : 6)),
      features: memory.size(1...9),
      units: memory.size(1...(many ? memory.size(1...20) : memory.size(1...4) * 17)))
  }

  private func drawLayout(for size: LSTMSize, _ memory: inout GuardedMemory) -> LSTMLayout {
    let possible = LSTMLayout.allCases.filter { $0.supports(size) }
    return possible[memory.size(0...possible.count - 1)]
  }

  /// A word a step, or none: one draw in three without zeros, one in six of zeros alone. A valid
  /// step's word is any that has a bit: one as an integer, one as a float, or −0.
  private func drawMask(for size: LSTMSize, _ memory: inout GuardedMemory) -> Buffer? {
    if memory.flip() { return nil }
    let words: [UInt32] = [1, 0x3f80_0000, 0x8000_0000]
    let kind = memory.size(0...5)
    var mask: [Float] = []
    for _ in 0..<size.rows {
      let isMasked = kind < 2 ? false : kind == 2 ? true : memory.flip()
      mask.append(isMasked ? 0 : Float(bitPattern: words[memory.size(0...2)]))
    }
    return memory.buffer(mask)
  }

  @Test func forward() {
    print("LSTMKernelTests.forward: seed \(seed)")
    var worst = 0.0
    for index in 0..<Self.cases {
      var memory = GuardedMemory(seed: seed &+ UInt64(index))
      let size = drawSize(&memory, many: index % 2 == 0)
      let x = memory.drawn(size.rows * size.features, scale: index % 5 == 0 ? 1e-19 : 2)
      let kernel = memory.drawn(size.features * 4 * size.units)
      let recurrent = memory.drawn(size.units * 4 * size.units, scale: 0.3)
      let bias = memory.flip() ? memory.drawn(4 * size.units) : nil
      let initial =
        memory.flip()
        ? KernelCall.LSTMState(
          hidden: memory.drawn(size.state), cell: memory.drawn(size.state, scale: 2)) : nil
      let mask = drawMask(for: size, &memory)
      let gates = memory.empty(size.gates)
      let (cells, hidden) = (memory.empty(size.states), memory.empty(size.states))
      let activated = memory.flip() ? memory.empty(size.states) : nil
      let layout = drawLayout(for: size, &memory)
      let packedCount = layout.packedCount(size)
      let packed = packedCount > 0 ? memory.empty(packedCount) : nil
      let weights = KernelCall.LSTMWeights(
        layout, kernel: kernel, recurrent: recurrent, packed: packed)
      let calls =
        weights.calls(size) + [
          KernelCall.lstm(
            size, x: x, weights: weights, bias: bias, initial: initial, mask: mask,
            gates: gates, cells: cells, activatedCells: activated, hidden: hidden)
        ]
      let place = "\(size), \(layout), seed \(seed &+ UInt64(index))"
      let check = KernelCheck(memory: memory, calls: calls, place: place)
      let result = check.run(scratch: packed.map { [$0] } ?? []) { floats in
        let scalar = LSTMScalarLoops(size: size).forward(
          x: floats[x], kernel: floats[kernel], recurrent: floats[recurrent],
          bias: bias.map { floats[$0] },
          initial: initial.map { (floats[$0.hidden], floats[$0.cell]) },
          mask: mask.map { floats[$0] })
        floats[gates] = scalar.gates
        floats[cells] = scalar.cells
        if let activated { floats[activated] = scalar.activatedCells }
        floats[hidden] = scalar.hidden
      }
      let exact = hiddenInFloat64(
        size, memory.floats, x: x, kernel: kernel, recurrent: recurrent, bias: bias,
        initial: initial, mask: mask)
      worst = zip(result[hidden], exact).reduce(worst) { max($0, abs(Double($1.0) - $1.1)) }
    }
    // |h| < 1; z has tens of terms of magnitude one, each rounded to 2⁻²⁴ of the sum, and errors
    // grow from step to step by less than the recurrent kernel's row sums.
    print("LSTMKernelTests.forward: worst error of h \(worst)")
    #expect(worst <= 1e-4)
  }

  private func hiddenInFloat64(
    _ size: LSTMSize, _ floats: [Float], x: Buffer, kernel: Buffer, recurrent: Buffer,
    bias: Buffer?, initial: KernelCall.LSTMState?, mask: Buffer?
  ) -> [Double] {
    func doubles(_ buffer: Buffer) -> [Double] { floats[buffer].map { Double($0) } }
    func sigmoid(_ z: Double) -> Double { 1 / (1 + exp(-z)) }
    let units = size.units
    let (x, kernel, recurrent) = (doubles(x), doubles(kernel), doubles(recurrent))
    let bias = bias.map { doubles($0) } ?? [Double](repeating: 0, count: 4 * units)
    let zeros = [Double](repeating: 0, count: size.state)
    let start = initial.map { (doubles($0.hidden), doubles($0.cell)) } ?? (zeros, zeros)
    var hidden: [Double] = []
    for sample in 0..<size.batch {
      var h = Array(start.0[sample * units..<(sample + 1) * units])
      var c = Array(start.1[sample * units..<(sample + 1) * units])
      for step in 0..<size.steps {
        if let mask, floats[mask][sample * size.steps + step].bitPattern == 0 {
          hidden += h
          continue
        }
        let row = (sample * size.steps + step) * size.features
        let z = (0..<4 * units).map { gate in
          let fromX = (0..<size.features).reduce(bias[gate]) {
            $0 + x[row + $1] * kernel[$1 * 4 * units + gate]
          }
          return (0..<units).reduce(fromX) { $0 + h[$1] * recurrent[$1 * 4 * units + gate] }
        }
        for unit in 0..<units {
          c[unit] =
            sigmoid(z[units + unit]) * c[unit] + sigmoid(z[unit]) * tanh(z[2 * units + unit])
          h[unit] = sigmoid(z[3 * units + unit]) * tanh(c[unit])
        }
        hidden += h
      }
    }
    return hidden
  }

  @Test func gateGradients() {
    print("LSTMKernelTests.gateGradients: seed \(seed)")
    for index in 0..<Self.cases {
      var memory = GuardedMemory(seed: seed &+ UInt64(index))
      let size = drawSize(&memory, many: index % 2 == 0)
      let gates = memory.buffer(memory.floats(drawing: size.gates).map { abs($0) })
      let cells = memory.drawn(size.states, scale: 2)
      let activated = memory.drawn(size.states)
      let initialCell = memory.flip() ? memory.drawn(size.state, scale: 2) : nil
      let transposed = memory.drawn(size.units * 4 * size.units)
      let arrives = memory.size(1...7)
      let scale: Float = index % 3 == 0 ? 1e-18 : 1
      let ofAll = arrives & 1 == 1 ? memory.drawn(size.states, scale: scale) : nil
      let ofLast = arrives & 2 == 2 ? memory.drawn(size.state, scale: scale) : nil
      let ofLastCell = arrives & 4 == 4 ? memory.drawn(size.state, scale: scale) : nil
      let mask = drawMask(for: size, &memory)
      let initial =
        memory.flip()
        ? KernelCall.LSTMState(hidden: memory.empty(size.state), cell: memory.empty(size.state))
        : nil
      let gradients = memory.flip() ? gates : memory.empty(size.gates)
      let layout = drawLayout(for: size, &memory)
      let states =
        initial == nil ? layout.gradientScratchCount(size, isMasked: mask != nil) : 0
      let scratch = states > 0 ? memory.empty(states) : nil
      let packed = memory.empty(
        KernelCall.packedCount(rows: 4 * size.units, columns: size.units))
      let calls = [
        KernelCall.pack(
          Matrix(transposed, rows: 4 * size.units, columns: size.units), into: packed),
        .lstmGradient(
          size, layout, gates: gates, cells: cells, activatedCells: activated,
          initialCell: initialCell, recurrentTransposed: packed, mask: mask,
          upstream: KernelCall.LSTMUpstream(
            hidden: ofAll, lastHidden: ofLast, lastCell: ofLastCell),
          gateGradients: gradients, initialGradient: initial, scratch: scratch),
      ]
      let place = "\(size), \(layout), seed \(seed &+ UInt64(index))"
      let check = KernelCheck(memory: memory, calls: calls, place: place)
      check.run(scratch: [packed] + (scratch.map { [$0] } ?? [])) { floats in
        let scalar = LSTMScalarLoops(size: size).backward(
          gates: floats[gates], cells: floats[cells], activatedCells: floats[activated],
          initialCell: initialCell.map { floats[$0] }, recurrentTransposed: floats[transposed],
          mask: mask.map { floats[$0] }, hiddenGradient: ofAll.map { floats[$0] },
          lastGradient: ofLast.map { floats[$0] },
          lastCellGradient: ofLastCell.map { floats[$0] })
        floats[gradients] = scalar.gates
        if let initial {
          floats[initial.hidden] = scalar.initialHidden
          floats[initial.cell] = scalar.initialCell
        }
      }
    }
  }

  @Test func inputGradient() {
    print("LSTMKernelTests.inputGradient: seed \(seed)")
    for index in 0..<Self.cases {
      var memory = GuardedMemory(seed: seed &+ UInt64(index))
      let size = drawSize(&memory)
      let (length, features) = (4 * size.units, memory.size(1...memory.size(1...3) * 35))
      let inputs = LSTMSize(
        batch: size.batch, steps: size.steps, features: features, units: size.units)
      let gateGradients = memory.drawn(size.gates)
      let kernel = memory.drawn(features * length)
      let packed = memory.empty(KernelCall.packedCount(rows: length, columns: features))
      let gradient = memory.empty(size.rows * features)
      let calls = [
        KernelCall.pack(Matrix(kernel, rows: features, columns: length).transposed, into: packed),
        .lstmInputGradient(
          inputs, gateGradients: gateGradients, kernelTransposed: packed, into: gradient),
      ]
      let place = "\(inputs), seed \(seed &+ UInt64(index))"
      KernelCheck(memory: memory, calls: calls, place: place).run(scratch: [packed]) { floats in
        floats[gradient] = LSTMScalarLoops(size: inputs).inputGradient(
          kernel: floats[kernel], gateGradients: floats[gateGradients])
      }
    }
  }

  /// Sizes on both sides of a chunk of rows too: many short samples, and long ones.
  @Test func weightGradients() {
    print("LSTMKernelTests.weightGradients: seed \(seed)")
    for index in 0..<Self.cases {
      var memory = GuardedMemory(seed: seed &+ UInt64(index))
      let small = drawSize(&memory)
      let (batch, steps) =
        switch index % 3 {
        case 0: (small.batch, small.steps)
        case 1: (memory.size(20...150), small.steps)
        default: (memory.size(1...3), memory.size(100...300))
        }
      let size = LSTMSize(
        batch: batch, steps: steps, features: small.features, units: small.units)
      let x = memory.drawn(size.rows * size.features)
      let hidden = memory.drawn(size.states)
      let initial = memory.flip() ? memory.drawn(size.state) : nil
      let gateGradients = memory.drawn(size.gates)
      let kernel = memory.flip() ? memory.empty(size.features * 4 * size.units) : nil
      let bias = memory.flip() ? memory.empty(4 * size.units) : nil
      let recurrent = memory.empty(size.units * 4 * size.units)
      let call = KernelCall.lstmWeightGradient(
        size, x: x, hidden: hidden, initialHidden: initial, gateGradients: gateGradients,
        kernel: kernel, recurrent: recurrent, bias: bias)
      let place = "\(size), seed \(seed &+ UInt64(index))"
      KernelCheck(memory: memory, call: call, place: place).run { floats in
        let loops = LSTMScalarLoops(size: size)
        let gradients = floats[gateGradients]
        let kernelGradient = loops.kernelGradient(x: floats[x], gateGradients: gradients)
        let biasGradient = loops.biasGradient(gateGradients: gradients)
        floats[recurrent] = loops.recurrentGradient(
          hidden: floats[hidden], initialHidden: initial.map { floats[$0] },
          gateGradients: gradients)
        if let kernel { floats[kernel] = kernelGradient }
        if let bias { floats[bias] = biasGradient }
      }
    }
  }
}
