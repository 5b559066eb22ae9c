#if canImport(CryptoKit)
  import CryptoKit
#else
  import CCrypto
#endif

/// SHA-256 (FIPS 180-4) of bytes given piece by piece, computed by the system's library.
package struct SHA256: ~Copyable {
  #if canImport(CryptoKit)
    private var state = CryptoKit.SHA256()
  #else
    private let context: OpaquePointer

    /// Looked up once: OpenSSL searches its providers for a name each time it is asked.
    private static let algorithm = Algorithm()
  #endif

  package init() {
    #if !canImport(CryptoKit)
      guard let context = EVP_MD_CTX_new(),
        EVP_DigestInit_ex2(context, Self.algorithm.pointer, nil) == 1
      else { fatalError("libcrypto offers no SHA-256") }
      self.context = context
    #endif
  }

  deinit {
    #if !canImport(CryptoKit)
      EVP_MD_CTX_free(context)
    #endif
  }

  /// Adds the next bytes.
  package mutating func update(_ bytes: [UInt8]) {
    #if canImport(CryptoKit)
      state.update(data: bytes)
    #else
      guard EVP_DigestUpdate(context, bytes, bytes.count) == 1 else {
        fatalError("libcrypto cannot go on with a SHA-256")
      }
    #endif
  }

  /// `sha256:` and the digest of all bytes in hexadecimal, as reports write it; then begins anew.
  package mutating func finish() -> String {
    #if canImport(CryptoKit)
      let bytes = Array(state.finalize())
      state = CryptoKit.SHA256()
    #else
      var bytes = [UInt8](repeating: 0, count: 32)
      guard EVP_DigestFinal_ex(context, &bytes, nil) == 1,
        EVP_DigestInit_ex2(context, nil, nil) == 1
      else { fatalError("libcrypto cannot finish a SHA-256") }
    #endif
    let digits = Array("0123456789abcdef".utf8)
    let hexadecimal = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return "sha256:" + String(decoding: hexadecimal, as: UTF8.self)
  }

  /// The digest of one array of bytes.
  package static func text(of bytes: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish()
  }
}

#if !canImport(CryptoKit)
  /// OpenSSL's handle on the algorithm. It is never changed once it was fetched.
  private struct Algorithm: @unchecked Sendable {
    let pointer: OpaquePointer? = EVP_MD_fetch(nil, "SHA256", nil)
  }
#endif
