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
    let size: UInt64 = 1 << 14
    for start in stride(from: patterns.lowerBound, to: patterns.upperBound, by: Int(size)) {
      let block = start..<min(start + size, patterns.upperBound)
      let inputs = block.map { Float(bitPattern: UInt32($0)) }
      compare(inputs, evaluate(inputs), &findings)
    }
    return findings
  }

  private func compare(_ inputs: [Float], _ outputs: [Float], _ findings: inout Findings) {
    let constant = constantReference(inputs)
    var worst = findings.worstError
    for (x, y) in zip(inputs, outputs) {
      if x.isNaN || y.isNaN {
        if x.isNaN != y.isNaN { findings.strayNaN = x }
        continue
      }
      let exact = min(constant ?? reference(Double(x)), 0x1p128)
      let distance = abs(min(Double(y), 0x1p128) - exact) * reciprocalUlp(exact)
      if distance > worst {
        worst = distance
        findings.worstInput = x
      }
    }
    findings.worstError = worst
  }

  /// The reference, where a monotone function changes by less than 2⁻⁵⁰ of itself over a block of
  /// ascending or descending floats, as it does near zero and where it saturates.
  private func constantReference(_ inputs: [Float]) -> Double? {
    guard let first = inputs.first, let last = inputs.last, !first.isNaN, !last.isNaN else {
      return nil
    }
    let start = reference(Double(first))
    let end = reference(Double(last))
    return start == end || abs(start - end) < 0x1p-50 * abs(start) ? start : nil
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

    func merged(with other: Findings) -> Findings {
      var merged = worstError >= other.worstError ? self : other
      merged.strayNaN = strayNaN ?? other.strayNaN
      return merged
    }
  }
}
