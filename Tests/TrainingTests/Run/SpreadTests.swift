import Testing
import Training

@Suite struct SpreadTests {
  @Test(arguments: [
    ([3.0], 3.0, 3.0, 3.0), ([5, 1, 2], 2, 1, 5), ([8, 1, 4, 2], 3, 1, 8),
  ])
  func medianAndEnds(values: [Double], median: Double, minimum: Double, maximum: Double) {
    let spread = Spread(values)
    #expect(spread == Spread(median: median, minimum: minimum, maximum: maximum))
  }
}
