/// The words of a `Philox` stream one after another, and the numbers made of them.
///
/// Every number takes a fixed count of words, bounded integers aside (they may reject).
package struct RandomStream: Sendable {
  private let source: Philox
  private var index: UInt64 = 0
  private var block: SIMD4<UInt32>
  private var lane = 0

  /// The stream that starts at block zero of the seed's and name's random function.
  package init(seed: UInt64, stream: String) {
    source = Philox(seed: seed, stream: stream)
    block = source.block(0)
  }

  /// The next word, uniform over all 2³².
  package mutating func word() -> UInt32 {
    if lane == 4 {
      index += 1
      block = source.block(index)
      lane = 0
    }
    defer { lane += 1 }
    return block[lane]
  }

  /// Uniform in [0, 1): a multiple of 2⁻²⁴. Takes one word.
  package mutating func float() -> Float {
    Float(word() >> 8) * 0x1p-24
  }

  /// Uniform in [0, 1): a multiple of 2⁻⁵³. Takes two words.
  package mutating func double() -> Double {
    Double(bits() >> 11) * 0x1p-53
  }

  /// Uniform in (0, 1), symmetric about 1/2: an odd multiple of 2⁻⁵³. Takes two words.
  package mutating func openDouble() -> Double {
    (Double(bits() >> 12) + 0.5) * 0x1p-52
  }

  /// A standard normal number by inversion. Takes two words.
  package mutating func normal() -> Double {
    standardNormalQuantile(openDouble())
  }

  /// Uniform in `0 ..< bound`, unbiased; `bound` is at least one.
  ///
  /// The upper half of word · bound, drawn again while the lower half falls into the excess.
  /// Source: D. Lemire, Fast random integer generation in an interval, 2019.
  package mutating func integer(below bound: UInt32) -> UInt32 {
    let excess = (0 &- bound) % bound
    while true {
      let product = word().multipliedFullWidth(by: bound)
      if product.low >= excess { return product.high }
    }
  }

  /// The numbers `0 ..< count` in an order uniform over all, by the shuffle of Fisher and Yates
  /// from the last place down; `count` is under 2³².
  package mutating func permutation(count: Int) -> [Int] {
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, Int(integer(below: UInt32(last + 1))))
    }
    return order
  }

  /// Two words, the first the lower half.
  private mutating func bits() -> UInt64 {
    let low = UInt64(word())
    return UInt64(word()) << 32 | low
  }
}
