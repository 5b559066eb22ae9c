#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Holds a function of float32 to its exact values at every float, NaN and infinity included.
///
/// The reference is the C library's float64 function. Its error, below 2 ulp of a float64, is 2⁻²⁸
/// ulp of a float32: too little to matter unless a bound is that close to the measured maximum.
struct ElementaryFunctionCheck: Sendable {
  let name: String
  /// Float32 values to float32 values, all at once.
  let evaluate: @Sendable ([Float]) -> [Float]
  let reference: @Sendable (Double) -> Double

  static func exponential(_ evaluate: @escaping @Sendable ([Float]) -> [Float]) -> Self {
    Self(name: "exp", evaluate: evaluate) { exp($0) }
  }

  static func sigmoid(_ evaluate: @escaping @Sendable ([Float]) -> [Float]) -> Self {
    Self(name: "sigmoid", evaluate: evaluate) { 1 / (1 + exp(-$0)) }
  }

  /// Below 2⁻¹² the reference is the series, with less than 2⁻⁵⁰ of relative error.
  static func hyperbolicTangent(_ evaluate: @escaping @Sendable ([Float]) -> [Float]) -> Self {
    Self(name: "tanh", evaluate: evaluate) {
      abs($0) < 0x1p-12 ? $0 - $0 * $0 * $0 / 3 : tanh($0)
    }
  }

  /// Walks the floats of a range of bit patterns, every one of them by default, on two threads.
  func walk(_ patterns: Range<UInt64> = 0..<1 << 32) async -> Findings {
    let middle = patterns.lowerBound + UInt64(patterns.count / 2)
    async let upper = walkInOrder(middle..<patterns.upperBound)
    let lower = walkInOrder(patterns.lowerBound..<middle)
    return await lower.merged(with: upper)
  }

  private func walkInOrder(_ patterns: Range<UInt64>) -> Findings {
    var findings = Findings()
    let size: UInt64 = 1 << 14 - 1
    for start in stride(from: patterns.lowerBound, to: patterns.upperBound, by: Int(size)) {
      // A float more, so that none is without its neighbour in `disorder`.
      let inputs = floats(start..<min(start + size + 1, patterns.upperBound))
      let outputs = evaluate(inputs)
      let count = isUniform(inputs, outputs) ? 1 : inputs.count
      compare(inputs.prefix(count), outputs.prefix(count), &findings)
      findings.disorder = findings.disorder ?? disorder(inputs, outputs.prefix(count))
    }
    return findings
  }

  private func floats(_ patterns: Range<UInt64>) -> [Float] {
    [Float](unsafeUninitializedCapacity: patterns.count) { floats, initialized in
      for index in 0..<patterns.count {
        floats[index] = Float(
          bitPattern: UInt32(truncatingIfNeeded: patterns.lowerBound) &+ UInt32(index))
      }
      initialized = patterns.count
    }
  }

  /// Whether one input stands for a block: the outputs are all the same, or the inputs themselves,
  /// and so is the reference at both ends, to 2⁻³⁴ of itself (0.001 ulp). So it is near zero and
  /// where a function saturates; between the ends the functions are monotone.
  private func isUniform(_ inputs: [Float], _ outputs: [Float]) -> Bool {
    guard let first = inputs.first, let last = inputs.last, !first.isNaN, !last.isNaN else {
      return false
    }
    let start = reference(Double(first))
    let end = reference(Double(last))
    if start == end || abs(start - end) < 0x1p-34 * abs(start) {
      let pattern = outputs[0].bitPattern
      return outputs.reduce(0) { $0 | ($1.bitPattern ^ pattern) } == 0
    }
    if abs(start - Double(first)) < 0x1p-34 * abs(start),
      abs(end - Double(last)) < 0x1p-34 * abs(end)
    {
      return zip(inputs, outputs).reduce(0) { $0 | ($1.0.bitPattern ^ $1.1.bitPattern) } == 0
    }
    return false
  }

  private func compare(
    _ inputs: ArraySlice<Float>, _ outputs: ArraySlice<Float>, _ findings: inout Findings
  ) {
    var worst = findings.worstError
    for (x, y) in zip(inputs, outputs) {
      if x.isNaN || y.isNaN {
        if x.isNaN != y.isNaN { findings.strayNaN = x }
        continue
      }
      let exact = min(reference(Double(x)), 0x1p128)
      let distance = abs(min(Double(y), 0x1p128) - exact) * reciprocalUlp(exact)
      if distance > worst {
        worst = distance
        findings.worstInput = x
      }
    }
    findings.worstError = worst
  }

  /// The first input whose output breaks the order of a function that never decreases. Towards
  /// greater bit patterns positive floats ascend and negative ones descend.
  private func disorder(_ inputs: [Float], _ outputs: ArraySlice<Float>) -> Float? {
    for (index, pair) in zip(outputs, outputs.dropFirst()).enumerated() {
      let x = inputs[index + 1]
      if x < 0 ? pair.1 > pair.0 : pair.1 < pair.0 { return x }
    }
    return nil
  }

  /// One over the distance of float32 values around a number of their range.
  private func reciprocalUlp(_ exact: Double) -> Double {
    let exponent = max(exact.bitPattern >> 52 & 0x7ff, 1023 - 126)
    return Double(bitPattern: (2046 + 23 - exponent) << 52)
  }

  struct Findings: Sendable {
    /// In ulp of float32: 2⁻¹⁴⁹ below the normal range, infinity counting as 2¹²⁸.
    var worstError = 0.0
    var worstInput: Float = 0
    /// An input whose output was NaN alone, or that was NaN alone.
    var strayNaN: Float?
    /// An input with a lower output than the next lower input's.
    var disorder: Float?

    func merged(with other: Findings) -> Findings {
      var merged = worstError >= other.worstError ? self : other
      merged.strayNaN = strayNaN ?? other.strayNaN
      merged.disorder = disorder ?? other.disorder
      return merged
    }
  }
}
