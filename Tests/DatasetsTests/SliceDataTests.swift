import Datasets
import Graphs
import Testing

/// A slice against the definition of its elements.
struct SliceDataTests {
  @Test(arguments: [(0, 1, 2), (1, 0, 1), (1, 1, 2), (2, 3, 1), (2, 0, 4)])
  func keepsAPieceOfAnAxis(axis: Int, start: Int, count: Int) throws {
    let shape: Shape = [3, 3, 4]
    let data = Samples(shape, Self.numbers(0..<3, 0..<3, 0..<4))
    var context = SampleContext(named: []) { () throws(DataError) in [] }
    var slice = SliceData()
    slice.axis = axis
    slice.start = start
    slice.count = count
    var kept = [0..<3, 0..<3, 0..<4]
    kept[axis] = start..<start + count
    let expected = Self.numbers(kept[0], kept[1], kept[2])
    let result = try slice.apply(to: data, &context)
    #expect(result.values == expected)
    #expect(result.shape == Shape(kept.map { $0.count }))
  }

  /// Numbers each of which tells its own indices.
  private static func numbers(_ a: Range<Int>, _ b: Range<Int>, _ c: Range<Int>) -> [Float] {
    var numbers: [Float] = []
    for i in a {
      for j in b {
        for k in c { numbers.append(Float(100 * i + 10 * j + k)) }
      }
    }
    return numbers
  }
}
