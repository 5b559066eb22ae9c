import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// That the check finds what it is there to find, with functions of known error.
struct ElementaryFunctionCheckTests {
  /// The floats from 1.125 to 1.375.
  private let patterns: Range<UInt64> = 0x3f90_0000..<0x3fb0_0000

  @Test func roundedReferenceIsHalfAnUlpOff() async {
    let check = ElementaryFunctionCheck.exponential { $0.map { Float(exp(Double($0))) } }
    let findings = await check.walk(patterns)
    #expect(findings.worstError > 0.499 && findings.worstError <= 0.5)
    #expect(findings.strayNaN == nil)
    #expect(findings.disorder == nil)
  }

  @Test func findsTheOneWrongInput() async {
    let check = ElementaryFunctionCheck.hyperbolicTangent {
      $0.map { $0 == 1.25 ? Float(tanh(1.25)).nextUp.nextUp : Float(tanh(Double($0))) }
    }
    let findings = await check.walk(patterns)
    #expect(findings.worstInput == 1.25)
    #expect(findings.worstError > 1.5 && findings.worstError <= 2.5)
    #expect(findings.disorder == (1.25 as Float).nextUp)
  }

  /// Negative floats descend; the dip is at the seam of two blocks.
  @Test func findsDisorderBelowZero() async {
    let dip = Float(bitPattern: 0xbf80_4000)
    let check = ElementaryFunctionCheck.exponential {
      $0.map { Float(exp(Double($0))) * ($0 == dip ? 1.000001 : 1) }
    }
    #expect(await check.walk(0xbf80_0000..<0xbf81_0000).disorder == dip)
  }

  @Test func findsStrayNaN() async {
    let check = ElementaryFunctionCheck.sigmoid { $0.map { $0 == 0x1p127 ? .nan : 1 } }
    let findings = await check.walk(0x7eff_0000..<0x7f01_0000)
    #expect(findings.strayNaN == 0x1p127)
    #expect(findings.worstError == 0)
    let numberForNaN = await check.walk(0x7f80_0000..<0x7f80_0010)
    #expect(numberForNaN.strayNaN?.isNaN == true)
  }

  /// Subnormal results count in units of 2⁻¹⁴⁹, overflow counts as 2¹²⁸.
  @Test func measuresAtTheEndsOfTheRange() async {
    let low: UInt64 = UInt64((-100.0 as Float).bitPattern)
    let subnormal = ElementaryFunctionCheck.exponential { $0.map { _ in 0 } }
    let steps = exp(-100.0) * 0x1p149
    #expect(abs(await subnormal.walk(low..<low + 1).worstError - steps) < 1e-6)
    let high: UInt64 = UInt64((89.0 as Float).bitPattern)
    let overflow = ElementaryFunctionCheck.exponential { $0.map { _ in .infinity } }
    #expect(await overflow.walk(high..<high + 1).worstError == 0)
    let short = ElementaryFunctionCheck.exponential { $0.map { _ in .greatestFiniteMagnitude } }
    #expect(await short.walk(high..<high + 1).worstError > 0)
  }
}
