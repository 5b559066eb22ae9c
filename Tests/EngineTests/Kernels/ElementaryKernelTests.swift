import Engine
import Testing

/// The elementary kernels at every float: within one unit in the last place, and equal bits with
/// every instruction set. Debug builds take a sample, since there the kernels are slow.
struct ElementaryKernelTests {
  private static let checks: [(KernelCall.Unary, ElementaryFunctionCheck)] = [
    (.exp, .exponential { elementary(.exp, $0, with: .best) }),
    (.sigmoid, .sigmoid { elementary(.sigmoid, $0, with: .best) }),
    (.tanh, .hyperbolicTangent { elementary(.tanh, $0, with: .best) }),
  ]

  @Test func withinOneUlp() async {
    for (_, check) in Self.checks {
      let findings = await Self.findings(of: check)
      #expect(findings.strayNaN == nil, "\(check.name)")
      #expect(findings.worstError <= 1, "\(check.name) at \(findings.worstInput)")
      print(
        "ElementaryKernelTests: \(check.name): worst \(findings.worstError) ulp",
        "at \(findings.worstInput)")
    }
  }

  private static func findings(
    of check: ElementaryFunctionCheck
  ) async -> ElementaryFunctionCheck.Findings {
    var findings = ElementaryFunctionCheck.Findings()
    for sign in [0, 1 << 31] as [UInt64] {
      #if DEBUG
        for start in stride(from: curved.lowerBound, to: curved.upperBound, by: 1 << 21) {
          findings = findings.merged(with: await check.walk(start + sign..<start + sign + 1 << 8))
        }
      #else
        findings = findings.merged(
          with: await check.walk(curved.lowerBound + sign..<curved.upperBound + sign))
      #endif
    }
    return findings
  }

  /// The bit patterns from 2⁻³² to 128, where the functions are neither flat nor the identity; the
  /// same with the sign bit. NaN and infinity are in none of the ranges of `flat`.
  private static let curved =
    UInt64((0x1p-32 as Float).bitPattern)..<UInt64((128 as Float).bitPattern)

  /// Below 2⁻³² the rounded exp is 1, the sigmoid 1/2 and tanh x is x; from 128 on e^x and e^−x are
  /// beyond the range of float32 or below half of its smallest number.
  private static func flat(
    _ function: KernelCall.Unary
  ) -> [(patterns: Range<UInt32>, value: Float?)] {
    let (small, large) = (UInt32(curved.lowerBound), UInt32(curved.upperBound))
    let infinity = Float.infinity.bitPattern + 1
    let sign: UInt32 = 1 << 31
    let values: (zero: Float?, positive: Float, negative: Float) =
      switch function {
      case .exp: (1, .infinity, 0)
      case .sigmoid: (0.5, 1, 0)
      default: (nil, 1, -1)
      }
    return [
      (0..<small, values.zero), (sign..<sign + small, values.zero),
      (large..<infinity, values.positive), (sign + large..<sign + infinity, values.negative),
      (infinity..<sign, .nan), (sign + infinity..<UInt32.max, .nan),
    ]
  }

  @Test(arguments: checks.map { $0.0 })
  func flatWhereTheRoundedFunctionIs(_ function: KernelCall.Unary) async {
    await withTaskGroup(of: Void.self) { group in
      for (patterns, value) in Self.flat(function) {
        group.addTask { Self.expectFlat(function, patterns, value) }
      }
    }
  }

  /// Nil stands for x itself.
  private static func expectFlat(
    _ function: KernelCall.Unary, _ patterns: Range<UInt32>, _ value: Float?
  ) {
    let block = 1 << 14
    #if DEBUG
      let distance = 1 << 8
    #else
      let distance = 1
    #endif
    let upper = Int(patterns.upperBound)
    for start in stride(from: Int(patterns.lowerBound), to: upper, by: block * distance) {
      let end = min(start + block, upper)
      let inputs = (start..<end).map { Float(bitPattern: UInt32(truncatingIfNeeded: $0)) }
      let outputs = elementary(function, inputs, with: .best)
      var different: UInt32 = 0
      if let value, value.isNaN {
        for output in outputs { different |= output.isNaN ? 0 : 1 }
      } else if let value {
        for output in outputs { different |= output.bitPattern ^ value.bitPattern }
      } else {
        for index in outputs.indices {
          different |= outputs[index].bitPattern ^ inputs[index].bitPattern
        }
      }
      if different != 0 { Issue.record("\(function), a block from \(inputs[0]) on") }
    }
  }

  /// Every 251st float (a prime, so that all lanes and low bits take part), and all the floats
  /// about the places where the functions change their formula.
  @Test func equalBitsWithEveryInstructionSet() {
    let ends: [Float] = [0, 1, 2, 10, 16, 88.72, 89, 104, .infinity]
    let near = ends.flatMap { end in
      [end, -end].flatMap { centre in
        (0..<2000).map { Float(bitPattern: centre.bitPattern &+ UInt32($0) &- 1000) }
      }
    }
    #if DEBUG
      let distance = 65_521
    #else
      let distance = 251
    #endif
    let block = 1 << 16
    for start in stride(from: 0, to: 1 << 32, by: block * distance) {
      let end = min(start + block * distance, 1 << 32)
      let sample = stride(from: start, to: end, by: distance).map {
        Float(bitPattern: UInt32($0))
      }
      compare(start == 0 ? near + sample : sample)
    }
  }

  private func compare(_ inputs: [Float]) {
    for (function, check) in Self.checks {
      let best = elementary(function, inputs, with: .best)
      for instructions in InstructionSet.available where instructions != .best {
        let others = elementary(function, inputs, with: instructions)
        let different = inputs.indices.first {
          best[$0].bitPattern != others[$0].bitPattern && !(best[$0].isNaN && others[$0].isNaN)
        }
        #expect(
          different == nil,
          "\(check.name) with \(instructions.name) at \(different.map { inputs[$0] } ?? 0)")
      }
    }
  }
}
