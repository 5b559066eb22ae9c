import Engine
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct NaturalLogarithmTests {
  /// `float(mpmath.log(x))` at 160 bits of precision: the ends of the range, both sides of one and
  /// of the seams at the roots of two and one half.
  private static let table: [(x: Double, logarithm: Double)] = [
    (0x1p-1074, -744.4400719213812),
    (0x1p-1030, -713.9415959767437),
    (2.2250738585072014e-308, -708.3964185322641),
    (1e-300, -690.7755278982137),
    (1e-17, -39.14394658089878),
    (0.1, -2.3025850929940455),
    (0.25, -1.3862943611198906),
    (0.5, -0.6931471805599453),
    (0.7071067811865475, -0.34657359027997275),
    (0.7071067811865476, -0.3465735902799726),
    (0.75, -0.2876820724517809),
    (0.9, -0.10536051565782628),
    (0.9999999999999999, -1.1102230246251565e-16),
    (1.0, 0.0),
    (1.0000000000000002, 2.2204460492503128e-16),
    (1.1, 0.09531017980432493),
    (1.4142135623730951, 0.3465735902799727),
    (1.4142135623730954, 0.34657359027997287),
    (1.5, 0.4054651081081644),
    (2.0, 0.6931471805599453),
    (2.718281828459045, 1.0),
    (3.0, 1.0986122886681098),
    (10.0, 2.302585092994046),
    (12345.678, 9.421061321291832),
    (1e+100, 230.25850929940458),
    (1.7976931348623157e+308, 709.782712893384),
  ]

  @Test func agreesWithTable() {
    for (x, logarithm) in Self.table {
      #expect(abs(naturalLogarithm(x) - logarithm) <= logarithm.ulp, "x = \(x)")
    }
  }

  /// Against the C library's, itself within one ulp.
  @Test func agreesWithLibraryAtRandomPlaces() {
    let seed: UInt64 = 241
    var stream = RandomStream(seed: seed, stream: "logarithms")
    for _ in 0..<200_000 {
      let exponent = Int(stream.integer(below: 40)) - 20
      let x = Double(sign: .plus, exponent: exponent, significand: 1 + stream.double())
      let expected = log(x)
      #expect(
        abs(naturalLogarithm(x) - expected) <= 2 * expected.ulp, "seed \(seed), x = \(x)")
    }
  }

  @Test func leavesTheRangeAsIEEEDoes() {
    #expect(naturalLogarithm(0) == -.infinity)
    #expect(naturalLogarithm(-0.0) == -.infinity)
    #expect(naturalLogarithm(.infinity) == .infinity)
    #expect(naturalLogarithm(-1).isNaN)
    #expect(naturalLogarithm(-.infinity).isNaN)
    #expect(naturalLogarithm(.nan).isNaN)
  }
}
