/// Philox 4×32-10: a random function of a key and a counter, so any draw can be had in any order.
///
/// Source: J. Salmon, M. Moraes, R. Dror, D. Shaw, Parallel random numbers: as easy as 1, 2, 3,
/// SC 2011.
package struct Philox: Sendable {
  /// What one bijection is keyed by.
  private let key: SIMD2<UInt32>
  /// The two upper counter words: what tells streams of one seed apart.
  private let stream: SIMD2<UInt32>

  /// The random function of a seed and of the name of what is drawn.
  ///
  /// The key is the seed's halves, low first; the upper half of the counter is the FNV-1a hash of
  /// the name's UTF-8, low word first.
  package init(seed: UInt64, stream: String) {
    key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    let hash = Philox.hash(stream)
    self.stream = SIMD2(UInt32(truncatingIfNeeded: hash), UInt32(truncatingIfNeeded: hash >> 32))
  }

  /// The four random words at a place of the stream.
  package func block(_ index: UInt64) -> SIMD4<UInt32> {
    let counter = SIMD4(
      UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index >> 32), stream.x,
      stream.y)
    return Philox.scramble(counter, key: key)
  }

  /// Ten rounds of Philox on one counter.
  package static func scramble(
    _ counter: SIMD4<UInt32>, key: SIMD2<UInt32>
  ) -> SIMD4<UInt32> {
    var counter = counter
    var key = key
    for _ in 0..<10 {
      let first = (0xD251_1F53 as UInt32).multipliedFullWidth(by: counter.x)
      let second = (0xCD9E_8D57 as UInt32).multipliedFullWidth(by: counter.z)
      counter = SIMD4(
        second.high ^ counter.y ^ key.x, second.low, first.high ^ counter.w ^ key.y, first.low)
      key &+= SIMD2(0x9E37_79B9, 0xBB67_AE85)
    }
    return counter
  }

  /// FNV-1a, 64 bits. Source: G. Fowler, L. C. Noll, K.-P. Vo, D. Eastlake, RFC 9923.
  package static func hash(_ text: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    return hash
  }
}
