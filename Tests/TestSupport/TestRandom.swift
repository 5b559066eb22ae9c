/// A small generator for tests (SplitMix64, Steele et al. 2014): seeded, so that a failure can be
/// repeated from the seed that it prints.
package struct TestRandom: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// Uniform among the integers of a range.
  package mutating func integer(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &self)
  }

  /// One of a list, each as likely as another.
  ///
  /// - Precondition: the list is not empty.
  package mutating func element<Element>(_ list: [Element]) -> Element {
    list[integer(0...list.count - 1)]
  }

  /// Uniform floats in −1 ..< 1.
  package mutating func floats(_ count: Int) -> [Float] {
    (0..<count).map { _ in Float.random(in: -1..<1, using: &self) }
  }
}
