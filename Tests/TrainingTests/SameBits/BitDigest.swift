/// FNV-1a (64 bits) over the bits of numbers, and whether all of them were finite.
struct BitDigest: Equatable, CustomStringConvertible {
  private var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  private(set) var isFinite = true

  mutating func add(_ values: [Float]) {
    for value in values {
      isFinite = isFinite && value.isFinite
      add(UInt64(value.bitPattern), bytes: 4)
    }
  }

  mutating func add(_ value: Double) {
    isFinite = isFinite && value.isFinite
    add(value.bitPattern, bytes: 8)
  }

  private mutating func add(_ bits: UInt64, bytes: Int) {
    for index in 0..<bytes { hash = (hash ^ (bits >> (8 * index) & 255)) &* 0x100_0000_01b3 }
  }

  /// Sixteen hexadecimal digits.
  var description: String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
