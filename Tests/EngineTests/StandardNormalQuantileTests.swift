import Engine
import Testing

struct StandardNormalQuantileTests {
  /// The root z of `erfc(-z / sqrt(2)) / 2 = p` by Newton's method in mpmath at 160 bits of
  /// precision, rounded to float64: each of the three ranges and both sides of their seams.
  private static let table: [(p: Double, quantile: Double)] = [
    (0x1p-1074, -38.467405617144344),
    (1e-300, -37.0470962993612),
    (1e-100, -21.273453560965326),
    (1e-20, -9.262340089798407),
    (1.3887943864964021e-11, -6.657904643501103),
    (1.4e-11, -6.656723091518184),
    (1e-10, -6.361340902404057),
    (1.1102230246251565e-16, -8.209536151601387),
    (1e-05, -4.264890793922825),
    (0.001, -3.0902323061678136),
    (0.02425, -1.972961051311885),
    (0.05, -1.6448536269514726),
    (0.07499999999999998, -1.4395314709384561),
    (0.075, -1.439531470938456),
    (0.1, -1.2815515655446004),
    (0.25, -0.6744897501960817),
    (0.4, -0.2533471031357997),
    (0.49, -0.025068908258711057),
    (0.4999999999, -2.506628482030354e-10),
    (0.5, 0.0),
    (0.50001, 2.506628274882086e-05),
    (0.6, 0.2533471031357997),
    (0.75, 0.6744897501960817),
    (0.9, 1.2815515655446006),
    (0.925, 1.4395314709384561),
    (0.9250000000000002, 1.439531470938457),
    (0.99, 2.3263478740408408),
    (0.999999, 4.753424308817087),
    (0.9999999999999999, 8.209536151601387),
  ]

  @Test func agreesWithTable() {
    for (p, quantile) in Self.table {
      let error = abs(standardNormalQuantile(p) - quantile)
      #expect(error <= 1e-15 * abs(quantile), "p = \(p)")
    }
  }

  @Test func isOddAboutOneHalf() {
    for p in [0x1p-53, 0x1p-30, 0.015625, 0.0625, 0.25, 0.4375] {
      #expect(standardNormalQuantile(1 - p) == -standardNormalQuantile(p), "p = \(p)")
    }
  }

  @Test func endsAtInfinity() {
    #expect(standardNormalQuantile(0) == -.infinity)
    #expect(standardNormalQuantile(1) == .infinity)
    #expect(standardNormalQuantile(-0.1).isNaN)
    #expect(standardNormalQuantile(1.1).isNaN)
    #expect(standardNormalQuantile(.nan).isNaN)
  }
}
