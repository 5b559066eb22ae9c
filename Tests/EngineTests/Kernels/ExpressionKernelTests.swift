import Engine
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The steps of expressions against float64, and one block after another.
struct ExpressionKernelTests {
  /// Functions that are computed in float64 and rounded once: within 0.501 units in the last place, at
  /// every 997th float (a prime, so that all low bits take part), with every instruction set.
  @Test(arguments: [
    (ExpressionCode.Step.logarithm, { @Sendable (x: Double) in log(x) }),
    (.logarithmOfOnePlus, { @Sendable (x: Double) in log1p(x) }),
    (.exponentialMinusOne, { @Sendable (x: Double) in expm1(x) }),
    (.errorFunction, { @Sendable (x: Double) in erf(x) }),
  ])
  func isRoundedOnce(_ step: ExpressionCode.Step, _ exact: @Sendable (Double) -> Double) {
    #if DEBUG
      let distance = 199_999
    #else
      let distance = 997
    #endif
    let inputs = stride(from: 0, to: 1 << 32, by: distance).map { Float(bitPattern: UInt32($0)) }
    let results = InstructionSet.available.map { values(of: step, inputs, with: $0) }
    var worst = (error: 0.0, input: Float(0))
    for (index, input) in inputs.enumerated() {
      let (result, truth) = (results[0][index], exact(Double(input)))
      for other in results where !other[index].isNaN || !result.isNaN {
        #expect(other[index].bitPattern == result.bitPattern, "\(input)")
      }
      if truth.isNaN || result.isNaN {
        #expect(truth.isNaN && result.isNaN, "\(input)")
      } else if Float(truth).isInfinite || result.isInfinite {
        #expect(Float(truth) == result, "\(input)")
      } else {
        let unit = Double(Float(truth).ulp)
        let error = abs(Double(result) - truth) / unit
        if error > worst.error { worst = (error, input) }
      }
    }
    print("ExpressionKernelTests: \(step): worst \(worst.error) ulp at \(worst.input)")
    #expect(worst.error <= 0.501)
  }

  private func values(
    of step: ExpressionCode.Step, _ inputs: [Float], with instructions: InstructionSet
  ) -> [Float] {
    let code = ExpressionCode(
      operandCount: 1, constants: [],
      instructions: [ExpressionCode.Instruction(step, [.operand(0)], into: 0)])
    let arena = Arena(count: 2 * inputs.count)
    let x = Buffer(offset: 0, count: inputs.count)
    let y = Buffer(offset: inputs.count, count: inputs.count)
    arena.write(inputs, to: x)
    arena.run(
      .expression(code, [ExpressionOperand(x)], columns: 1, into: y), part: 0, of: 1,
      with: instructions)
    return arena.read(y)
  }

  /// Operands of every spread meet the right element, in blocks and parts of odd sizes, and y may be an
  /// operand.
  @Test(arguments: [(1, 1), (3, 5), (7, 130), (300, 3), (2, 600)])
  func spreadsOperands(rows: Int, columns: Int) {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("ExpressionKernelTests.spreadsOperands: seed \(seed)")
    var memory = GuardedMemory(seed: seed)
    let count = rows * columns
    let x = memory.buffer(memory.floats(drawing: count))
    let one = memory.buffer(memory.floats(drawing: 1))
    let row = memory.buffer(memory.floats(drawing: columns))
    let column = memory.buffer(memory.floats(drawing: rows))
    // x · one + (row − column)
    let code = ExpressionCode(
      operandCount: 4, constants: [],
      instructions: [
        .init(.subtract, [.operand(2), .operand(3)], into: 0),
        .init(.multiplyAdd, [.operand(0), .operand(1), .register(0)], into: 1),
      ])
    let call = KernelCall.expression(
      code,
      [
        ExpressionOperand(x), ExpressionOperand(one, .all), ExpressionOperand(row, .rows),
        ExpressionOperand(column, .columns),
      ], columns: columns, into: x)
    KernelCheck(memory: memory, call: call, place: "seed \(seed)").run { floats in
      for index in 0..<count {
        let difference =
          floats[row.offset + index % columns] - floats[column.offset + index / columns]
        floats[x.offset + index] = difference.addingProduct(
          floats[x.offset + index], floats[one.offset])
      }
    }
  }
}
