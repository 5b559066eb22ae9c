import Experiments
import Reports
import Testing

/// Rounding to decimals before predictions are compared. Each tie is one that float32 has exactly.
@Suite struct RoundingTests {
  @Test(
    arguments: [
      (0.5, 0, 0.0), (1.5, 0, 2), (2.5, 0, 2), (-0.5, 0, 0), (-1.5, 0, -2),
      (0.25, 1, 0.2), (0.75, 1, 0.8), (-0.25, 1, -0.2), (0.125, 2, 0.12), (0.375, 2, 0.38),
      (0.0625, 3, 0.062), (0.1875, 3, 0.188), (0.015625, 5, 0.01562), (0.046875, 5, 0.04688),
      (0.0078125, 6, 0.007812), (0.0234375, 6, 0.023438),
      (0.2, 1, 0.2), (0.20000000298023224, 1, 0.2), (0.949, 1, 0.9), (0.951, 1, 1),
      (1e30, 6, 1e30), (-1e-30, 6, 0),
    ] as [(Double, Int, Double)])
  func `goes to the even neighbour at a tie`(value: Double, decimals: Int, expected: Double) {
    // float32 is what predictions are; those values that are not ties need not be exact in it.
    let rounded = PredictionComparison.rounded(Double(Float(value)), decimals: decimals)
    #expect(rounded == (expected == 1e30 ? Double(Float(1e30)) : expected))
  }

  @Test func `gives zero no sign`() {
    for value in [-0.0, -0.04, -1e-45] {
      #expect(PredictionComparison.rounded(value, decimals: 1).sign == .plus)
    }
  }

  @Test func `leaves what is not finite as it is`() {
    #expect(PredictionComparison.rounded(.nan, decimals: 1).isNaN)
    #expect(PredictionComparison.rounded(.infinity, decimals: 6) == .infinity)
    #expect(PredictionComparison.rounded(-.infinity, decimals: 6) == -.infinity)
  }
}
