import Files

/// The digest of trained parameters: for each in order, its name, a line feed, and its values as
/// little-endian float32; every NaN as 0x7fc00000.
package struct ParameterDigest: ~Copyable {
  private var hash = SHA256()

  package init() {}

  /// Begins the next parameter.
  package mutating func add(name: String) {
    hash.update(Array((name + "\n").utf8))
  }

  /// The parameter's next values.
  package mutating func add(values: [Float]) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(values.count * 4)
    for value in values {
      // A NaN's sign and payload depend on the machine.
      let bits = value.isNaN ? Float.nan.bitPattern : value.bitPattern
      for shift in stride(from: 0, to: 32, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(shift)))
      }
    }
    hash.update(bytes)
  }

  /// `sha256:` and hexadecimal digits.
  package mutating func finish() -> String { hash.finish() }
}
