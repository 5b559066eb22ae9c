import Graphs
import Testing
import Training

@Suite struct FlushedTensorTests {
  private func bits(_ values: [Float]) -> [UInt32] {
    Tensor([values.count], values).flushed.values.map { $0.bitPattern }
  }

  /// −0 equals zero, and is another number to whoever takes a bit pattern's digest.
  @Test(arguments: [[-0.0], [1, -0.0], [-0.0, -0x1p-64], [0x1p-64, 1]] as [[Float]])
  func hasOneZero(_ values: [Float]) {
    #expect(bits(values) == values.map { $0 == 1 ? 0x3f80_0000 : 0 })
  }

  @Test func keepsWhatCanBeMultiplied() {
    let values: [Float] = [0x1p-63, -0x1p-63, .infinity, 0, 3.5]
    #expect(bits(values) == [0x2000_0000, 0xa000_0000, 0x7f80_0000, 0, 0x4060_0000])
    #expect(bits([Float(bitPattern: 0x7fc0_1234)]) == [0x7fc0_1234])
  }
}
