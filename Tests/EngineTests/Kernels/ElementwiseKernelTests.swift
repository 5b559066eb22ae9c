import Engine
import Testing

/// Kernels of one element each, and moves of memory, against scalar loops.
struct ElementwiseKernelTests {
  private static let cases = 200
  private let seed = UInt64.random(in: 0...UInt64.max)

  /// Numbers at the ends of the range, whose handling vectors may get wrong.
  private static let specials: [Float] = [
    0, -0.0, 1, -1, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .leastNormalMagnitude,
    -0x1p-140, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .infinity, -.infinity, 0x1p-75,
    88.8, -104, -88, 0x1p-63, (0x1p-63 as Float).nextDown, -0x1p-63,
  ]

  private func memory(_ index: Int) -> GuardedMemory {
    GuardedMemory(seed: seed &+ UInt64(index))
  }

  private func place(_ index: Int) -> String { "seed \(seed &+ UInt64(index))" }

  /// A buffer of uniform and of special numbers.
  private func mixed(_ count: Int, in memory: inout GuardedMemory) -> Buffer {
    var values = memory.floats(drawing: count)
    for index in values.indices where index % 3 == 0 {
      values[index] = Self.specials[memory.size(0...Self.specials.count - 1)]
    }
    return memory.buffer(values)
  }

  @Test(arguments: KernelCall.Unary.allCases)
  func unary(_ function: KernelCall.Unary) {
    print("ElementwiseKernelTests.unary: seed \(seed)")
    for index in 0..<Self.cases {
      var memory = memory(index)
      let x = mixed(memory.size(1...70), in: &memory)
      let y = memory.flip() ? x : memory.empty(x.count)
      let call = KernelCall.unary(function, x, into: y)
      KernelCheck(memory: memory, call: call, place: place(index)).run { floats in
        switch function {
        case .relu: floats[y] = floats[x].map { $0 > 0 ? $0 : 0 }
        case .flush: floats[y] = floats[x].map { flushed($0) }
        case .exp, .sigmoid, .tanh: floats[y] = elementary(function, floats[x])
        }
      }
    }
  }

  /// A Relu that made a number of NaN would hide that a training has diverged.
  @Test func reluKeepsNaN() {
    for instructions in InstructionSet.available {
      let results = elementary(
        .relu, [Float](repeating: .nan, count: 37), with: instructions)
      #expect(results.allSatisfy { $0.isNaN }, "\(instructions.name)")
    }
  }

  @Test(arguments: KernelCall.Binary.allCases)
  func binary(_ function: KernelCall.Binary) {
    print("ElementwiseKernelTests.binary: seed \(seed)")
    for index in 0..<Self.cases {
      var memory = memory(index)
      let a = mixed(memory.size(1...70), in: &memory)
      let b = memory.size(0...4) == 0 ? a : mixed(a.count, in: &memory)
      let y = [a, b, memory.empty(a.count)][memory.size(0...2)]
      let call = KernelCall.binary(function, a, b, into: y)
      KernelCheck(memory: memory, call: call, place: place(index)).run { floats in
        floats[y] = zip(floats[a], floats[b]).map { Self.apply(function, $0, $1) }
      }
    }
  }

  /// The contract's formulas. A fused multiply-add is `addingProduct`, which rounds once.
  private static func apply(_ function: KernelCall.Binary, _ a: Float, _ b: Float) -> Float {
    switch function {
    case .add: a + b
    case .multiply: a * b
    case .sigmoidGradient: b * a.addingProduct(-a, a)
    case .tanhGradient: b * Float(1).addingProduct(-a, a)
    case .reluGradient: a > 0 ? b : 0
    }
  }

  @Test func multiplyAdd() {
    print("ElementwiseKernelTests.multiplyAdd: seed \(seed)")
    for index in 0..<Self.cases {
      var memory = memory(index)
      let a = mixed(memory.size(1...70), in: &memory)
      let b = mixed(a.count, in: &memory)
      let c = memory.size(0...4) == 0 ? a : mixed(a.count, in: &memory)
      let y = [a, b, c, memory.empty(a.count)][memory.size(0...3)]
      let call = KernelCall.multiplyAdd(a, b, c, into: y)
      KernelCheck(memory: memory, call: call, place: place(index)).run { floats in
        let (left, right) = (floats[a], floats[b])
        floats[y] = floats[c].enumerated().map { $1.addingProduct(left[$0], right[$0]) }
      }
    }
  }

  /// A condition for each row; its words include the bits of −0, which is not zero as a word.
  @Test func select() {
    print("ElementwiseKernelTests.select: seed \(seed)")
    for index in 0..<Self.cases {
      var memory = memory(index)
      let rows = memory.size(1...70)
      let columns = memory.flip() ? 1 : memory.size(1...40)
      let words: [UInt32] = [0, 0, 1, 0x8000_0000, 0x3f80_0000]
      var conditions: [Float] = []
      for _ in 0..<rows { conditions.append(Float(bitPattern: words[memory.size(0...4)])) }
      let mask = memory.buffer(conditions)
      let absent = memory.size(0...4)
      let a = absent == 0 ? nil : mixed(rows * columns, in: &memory)
      let b = absent == 1 ? nil : mixed(rows * columns, in: &memory)
      let y = [a, b, nil][memory.size(0...2)] ?? memory.empty(rows * columns)
      let call = KernelCall.select(mask, a, b, into: y)
      KernelCheck(memory: memory, call: call, place: place(index)).run { floats in
        let zeros = [Float](repeating: 0, count: rows * columns)
        let (yes, no) = (a.map { floats[$0] } ?? zeros, b.map { floats[$0] } ?? zeros)
        floats[y] = zeros.indices.map {
          conditions[$0 / columns].bitPattern == 0 ? no[$0] : yes[$0]
        }
      }
    }
  }

  @Test func reverse() {
    print("ElementwiseKernelTests.reverse: seed \(seed)")
    for index in 0..<Self.cases {
      var memory = memory(index)
      let (batch, steps, columns) = (memory.size(1...9), memory.size(1...9), memory.size(1...40))
      let x = mixed(batch * steps * columns, in: &memory)
      let y = memory.empty(x.count)
      let call = KernelCall.reverse(x, batch: batch, steps: steps, into: y)
      KernelCheck(memory: memory, call: call, place: place(index)).run { floats in
        let source = floats[x]
        floats[y] = source.indices.map {
          let (sample, step) = ($0 / (steps * columns), $0 / columns % steps)
          return source[(sample * steps + steps - 1 - step) * columns + $0 % columns]
        }
      }
    }
  }

  @Test func copy() {
    print("ElementwiseKernelTests.copy: seed \(seed)")
    for index in 0..<Self.cases {
      var memory = memory(index)
      let (rows, columns) = (memory.size(1...70), memory.size(1...70))
      let x = memory.matrix(rows: rows, columns: columns)
      let y = memory.matrix(rows: rows, columns: columns, isEmpty: true)
      let call = KernelCall.copy(x, into: y)
      KernelCheck(memory: memory, call: call, place: place(index)).run { floats in
        for row in 0..<rows {
          for column in 0..<columns { floats[y, row, column] = floats[x, row, column] }
        }
      }
    }
  }

  /// Packing, of an operand as it stands and of its transpose: panels of 64 columns, the last one of
  /// whole groups of sixteen, padded with zeros.
  @Test func pack() {
    print("ElementwiseKernelTests.pack: seed \(seed)")
    for index in 0..<Self.cases {
      var memory = GuardedMemory(seed: seed &+ UInt64(index))
      let (rows, columns) = (memory.size(1...50), memory.size(1...150))
      let matrix = memory.matrix(rows: rows, columns: columns, isTransposed: memory.flip())
      let count = KernelCall.packedCount(rows: rows, columns: columns)
      #expect(count == rows * ((columns + 15) / 16) * 16)
      let panels = memory.empty(count)
      let place = "\(rows) × \(columns), seed \(seed &+ UInt64(index))"
      KernelCheck(memory: memory, call: .pack(matrix, into: panels), place: place).run { floats in
        var packed: [Float] = []
        for first in stride(from: 0, to: columns, by: KernelCall.panelWidth) {
          let width = min(KernelCall.panelWidth, (columns - first + 15) / 16 * 16)
          for row in 0..<rows {
            for column in first..<first + width {
              packed.append(column < columns ? floats[matrix, row, column] : 0)
            }
          }
        }
        floats[panels] = packed
      }
    }
  }

  /// An LSTM's kernels, one above the other: a panel is sixteen units of each gate.
  @Test func packGates() {
    print("ElementwiseKernelTests.packGates: seed \(seed)")
    for index in 0..<Self.cases {
      var memory = GuardedMemory(seed: seed &+ UInt64(index))
      let (features, units) = (memory.size(1...20), memory.size(1...40))
      let kernel = memory.drawn(features * 4 * units)
      let recurrent = memory.drawn(units * 4 * units)
      let size = LSTMSize(batch: 1, steps: 1, features: features, units: units)
      let panels = memory.empty(LSTMLayout.tiles.packedCount(size))
      let weights = KernelCall.LSTMWeights(
        .tiles, kernel: kernel, recurrent: recurrent, packed: panels)
      let calls = weights.calls(size)
      let place = "\(features), \(units) units, seed \(seed &+ UInt64(index))"
      KernelCheck(memory: memory, calls: calls, place: place).run { floats in
        let rows = floats[kernel] + floats[recurrent]
        var packed: [Float] = []
        for first in stride(from: 0, to: units, by: 16) {
          for row in 0..<features + units {
            for gate in 0..<4 {
              for unit in first..<first + 16 {
                packed.append(unit < units ? rows[(row * 4 + gate) * units + unit] : 0)
              }
            }
          }
        }
        floats[panels] = packed
      }
    }
  }

  @Test func sumRows() {
    print("ElementwiseKernelTests.sumRows: seed \(seed)")
    for index in 0..<Self.cases {
      var memory = memory(index)
      let (rows, columns) = (memory.size(1...70), memory.size(1...70))
      let x = memory.drawn(rows * columns)
      let y = memory.empty(columns)
      let call = KernelCall.sumRows(x, rows: rows, columns: columns, into: y)
      let result = KernelCheck(memory: memory, call: call, place: place(index)).run { floats in
        let source = floats[x]
        floats[y] = (0..<columns).map { column in
          (0..<rows).reduce(Float(0)) { $0 + source[$1 * columns + column] }
        }
      }
      for column in 0..<columns {
        let terms = (0..<rows).map { Double(memory.floats[x][$0 * columns + column]) }
        let bound = Double(rows) * 0x1p-24 * terms.reduce(0) { $0 + abs($1) }
        #expect(
          abs(Double(result[y][column]) - terms.reduce(0, +)) <= bound, "\(place(index))")
      }
    }
  }
}
