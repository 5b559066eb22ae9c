import Engine
import Graphs
import Plans
import Testing

/// The fused LSTM counts the floating-point operations of its composition.
struct FusedCostTests {
  /// What one more time step adds. (A composition leaves out products with states of zeros at the first
  /// step, and gradients that nobody needs; the fused operation counts all steps alike.)
  @Test(arguments: [1, 2])
  func aStepCountsWhatItsCompositionCounts(depth: Int) throws {
    for hasBias in [true, false] {
      for returnsSequences in [true, false] {
        func operations(steps: Int, isFused: Bool) throws -> Double {
          let sizes = LSTMCase(
            batch: 3, steps: steps, units: 5, features: 4, returnsSequences: returnsSequences,
            hasBias: hasBias, hasState: false)
          return try LSTMNetwork(sizes, depth: depth, isFused: isFused, keepsGradients: false)
            .plan.operations
        }
        let added = try [true, false].map {
          try operations(steps: 6, isFused: $0) - operations(steps: 5, isFused: $0)
        }
        #expect(added[0] == added[1], "bias \(hasBias), sequences \(returnsSequences)")
      }
    }
  }
}
