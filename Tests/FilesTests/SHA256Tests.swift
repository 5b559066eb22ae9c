import Files
import Testing

/// SHA-256 against the examples of FIPS 180-4 and of NIST's CAVP; the others are from Python's
/// `hashlib`.
@Suite struct SHA256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqr"
        + "lmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ])
  func `digests the examples of the standard`(text: String, digest: String) {
    #expect(SHA256.text(of: Array(text.utf8)) == "sha256:" + digest)
  }

  /// The bytes 0, 1, 2, …: around the ends of blocks, where the length no longer fits behind them.
  @Test(arguments: [
    (55, "463eb28e72f82e0a96c0a4cc53690c571281131f672aa229e0d45ae59b598b59"),
    (56, "da2ae4d6b36748f2a318f23e7ab1dfdf45acdc9d049bd80e59de82a60895f562"),
    (57, "2fe741af801cc238602ac0ec6a7b0c3a8a87c7fc7d7f02a3fe03d1c12eac4d8f"),
    (63, "29af2686fd53374a36b0846694cc342177e428d1647515f078784d69cdb9e488"),
    (64, "fdeab9acf3710362bd2658cdc9a29e8f9c757fcf9811603a8c447cd1d9151108"),
    (65, "4bfd2c8b6f1eec7a2afeb48b934ee4b2694182027e6d0fc075074f2fabb31781"),
    (119, "da18797ed7c3a777f0847f429724a2d8cd5138e6ed2895c3fa1a6d39d18f7ec6"),
    (120, "f52b23db1fbb6ded89ef42a23ce0c8922c45f25c50b568a93bf1c075420bbb7c"),
    (128, "471fb943aa23c511f6f72f8d1652d9c880cfa392ad80503120547703e56a2be5"),
  ])
  func `digests lengths around a block`(count: Int, digest: String) {
    #expect(SHA256.text(of: (0..<count).map { UInt8($0) }) == "sha256:" + digest)
  }

  @Test(arguments: [1, 3, 7, 55, 63, 64, 65, 127, 1000, 1001])
  func `pieces give the digest of the whole`(size: Int) {
    let digest = "sha256:cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    var hash = SHA256()
    var rest = 1_000_000
    while rest > 0 {
      let count = min(size, rest)
      hash.update(Array(repeating: UInt8(ascii: "a"), count: count))
      // Nothing changes nothing.
      if rest % 1000 == 0 { hash.update([]) }
      rest -= count
    }
    #expect(hash.finish() == digest)
  }

  @Test func `begins anew when it is finished`() {
    var hash = SHA256()
    hash.update(Array("something else".utf8))
    _ = hash.finish()
    hash.update(Array("ab".utf8))
    hash.update(Array("c".utf8))
    #expect(
      hash.finish() == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      hash.finish() == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }
}
