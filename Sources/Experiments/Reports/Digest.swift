import Crypto

/// SHA-256 of numbers, as reports write it.
package enum Digest {
  /// The digest of parameters: for each in order, its name, a line feed, and its values as
  /// little-endian float32; every NaN as 0x7fc00000.
  package struct Parameters {
    private var hash = SHA256()

    package init() {}

    /// Begins the next parameter.
    package mutating func add(name: String) {
      hash.update(data: Array((name + "\n").utf8))
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
      hash.update(data: bytes)
    }

    package var text: String { Digest.text(of: hash.finalize()) }
  }

  /// The first eight hexadecimal digits of a text's digest.
  static func short(of text: String) -> String {
    String(self.text(of: SHA256.hash(data: Array(text.utf8))).dropFirst("sha256:".count).prefix(8))
  }

  /// `sha256:` and the digest in hexadecimal.
  static func text(of digest: SHA256Digest) -> String {
    "sha256:"
      + digest.map { byte in
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
      }.joined()
  }
}
