import Engine
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The float64 functions of learning rates against the C library's, itself within one ulp.
struct ScheduleFunctionTests {
  private static let count = 200_000

  @Test func exponentialAtRandomPlaces() {
    let seed: UInt64 = 577
    var random = TestRandom(seed: seed)
    var worst = 0.0
    for index in 0..<Self.count {
      let scale = [1.0, 40, 700, 1e-9][index % 4]
      let x = Double.random(in: -scale...scale, using: &random)
      let exact = exp(x)
      worst = max(worst, abs(exponential(x) - exact) / exact.ulp)
    }
    print("exponential: at most \(worst) ulp from the library's")
    #expect(worst <= 1)
  }

  @Test func exponentialAtTheEnds() {
    #expect(exponential(0) == 1 && exponential(-.infinity) == 0)
    #expect(exponential(.infinity) == .infinity && exponential(710) == .infinity)
    #expect(exponential(-746) == 0 && exponential(.nan).isNaN)
    #expect(exponential(709.782712893384) == exp(709.782712893384))
    #expect(exponential(-745.1332191019411) == 0x1p-1074)
    #expect(abs(exponential(-720) - exp(-720)) <= 0x1p-1074)
  }

  /// The library's cosine of the rounded angle is off by up to 2⁻⁵³ beside its zero.
  @Test func cosineAtRandomPlaces() {
    var random = TestRandom(seed: 578)
    var worst = 0.0
    for _ in 0..<Self.count {
      let x = Double.random(in: 0...1, using: &random)
      worst = max(worst, abs(cosineOfHalfTurns(x) - cos(Double.pi * x)))
    }
    print("cosine: at most \(worst) from the library's")
    #expect(worst <= 0x1p-51)
  }

  @Test func cosineIsExactAtQuarters() {
    #expect(cosineOfHalfTurns(0) == 1 && cosineOfHalfTurns(0.5) == 0)
    #expect(cosineOfHalfTurns(1) == -1)
    #expect(abs(cosineOfHalfTurns(1.0 / 3) - 0.5) <= 0x1p-53)
  }
}
