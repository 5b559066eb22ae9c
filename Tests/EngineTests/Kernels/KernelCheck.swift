import Engine
import Testing

/// A kernel, run with every instruction set and several numbers of threads over the same memory.
struct KernelCheck {
  let memory: GuardedMemory
  /// The kernel's call, and before it those that pack its operands.
  let calls: [KernelCall]
  let place: String

  init(memory: GuardedMemory, call: KernelCall, place: String) {
    self.init(memory: memory, calls: [call], place: place)
  }

  init(memory: GuardedMemory, calls: [KernelCall], place: String) {
    self.memory = memory
    self.calls = calls
    self.place = place
  }

  /// The whole memory after the call, by the fastest instruction set. It is compared bit for bit
  /// with what every instruction set gives and with what `expected` makes of the memory before: so
  /// outputs are right and nothing else has changed. Scratch may hold anything. Then each call is
  /// run in parts, as threads would, the last part first.
  @discardableResult
  func run(scratch: [Buffer] = [], expected: (inout [Float]) -> Void) -> [Float] {
    var reference = memory.floats
    expected(&reference)
    let results = InstructionSet.available.map { memory(after: $0) }
    for (parts, instructions) in zip([2, 3, 7], InstructionSet.available) {
      let result = memory(after: instructions, parts: parts)
      let wrong = result.indices.first { !Self.isSame(result[$0], results[0][$0]) }
      #expect(wrong == nil, "\(name) in \(parts) parts with \(instructions.name): \(place)")
    }
    for (instructions, result) in zip(InstructionSet.available, results) {
      let wrong = result.indices.first { index in
        !Self.isSame(result[index], reference[index])
          && !scratch.contains { $0.offset <= index && index < $0.end }
      }
      let others = result.indices.first { !Self.isSame(result[$0], results[0][$0]) }
      #expect(
        wrong == nil, "\(name) with \(instructions.name) against the scalar loop: \(place)")
      #expect(
        others == nil, "\(name) with \(instructions.name) against the fastest: \(place)")
    }
    return results[0]
  }

  private var name: String { calls.last?.name ?? "nothing" }

  private func memory(after instructions: InstructionSet, parts: Int = 1) -> [Float] {
    let arena = Arena(count: memory.floats.count)
    let all = Buffer(offset: 0, count: memory.floats.count)
    arena.write(memory.floats, to: all)
    for call in calls {
      for part in (0..<parts).reversed() {
        arena.run(call, part: part, of: parts, with: instructions)
      }
    }
    return arena.read(all)
  }

  /// Equal bits; of a NaN that a kernel made, only that it is one.
  private static func isSame(_ a: Float, _ b: Float) -> Bool {
    if a.bitPattern == b.bitPattern { return true }
    return a.isNaN && b.isNaN && a.bitPattern != GuardedMemory.guardPattern
      && b.bitPattern != GuardedMemory.guardPattern
  }
}

extension [Float] {
  /// The elements of a buffer of the memory that this is.
  subscript(buffer: Buffer) -> [Float] {
    get { Array(self[buffer.offset..<buffer.end]) }
    set { replaceSubrange(buffer.offset..<buffer.end, with: newValue) }
  }

  /// An element of a view.
  subscript(matrix: Matrix, row: Int, column: Int) -> Float {
    get { self[place(matrix, row, column)] }
    set { self[place(matrix, row, column)] = newValue }
  }

  /// The float64 numbers of a buffer.
  func doubles(_ buffer: Buffer) -> [Double] {
    stride(from: buffer.offset, to: buffer.end - 1, by: 2).map {
      Double(
        bitPattern: UInt64(self[$0].bitPattern) | UInt64(self[$0 + 1].bitPattern) << 32)
    }
  }

  private func place(_ matrix: Matrix, _ row: Int, _ column: Int) -> Int {
    matrix.buffer.offset + matrix.offset + row * matrix.rowStride + column * matrix.columnStride
  }
}

/// The elementary functions as the portable kernels compute them, for loops that are about the
/// order of the other operations.
func elementary(_ function: KernelCall.Unary, _ x: [Float]) -> [Float] {
  guard let portable = InstructionSet.named("portable") else { return [] }
  return elementary(function, x, with: portable)
}

func elementary(
  _ function: KernelCall.Unary, _ x: [Float], with instructions: InstructionSet
) -> [Float] {
  let arena = Arena(count: x.count)
  let buffer = Buffer(offset: 0, count: x.count)
  arena.write(x, to: buffer)
  arena.run(Program([.unary(function, buffer, into: buffer)]), with: instructions)
  return arena.read(buffer)
}

/// What the contract calls ⌊x⌋: zero for a magnitude below 2⁻⁶³.
func flushed(_ x: Float) -> Float { abs(x) < 0x1p-63 ? 0 : x }
