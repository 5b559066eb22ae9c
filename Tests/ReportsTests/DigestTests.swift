import Experiments
import Graphs
import Reports
import Runs
import Testing
import Training

/// SHA-256 of parameters, against Python's:
///
///     h = hashlib.sha256()
///     for name, values in parameters:
///         h.update((name + "\n").encode())
///         h.update(struct.pack("<%df" % len(values), *values))
@Suite struct DigestTests {
  private func digest(_ parameters: [(String, [Float])]) -> String {
    var digest = ParameterDigest()
    for (name, values) in parameters {
      digest.add(name: name)
      digest.add(values: values)
    }
    return digest.finish()
  }

  @Test func `is that of the names and the little-endian values`() {
    #expect(digest([]) == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      digest([("a", [1, -2.5, 0.1]), ("b.bias", [])])
        == "sha256:45147a2b564a6034357e083ef5e6b60e225ac3630625c8b3e590dcfee0239ef9")
  }

  /// From Python: hashlib.sha256(b"n\n" + bytes.fromhex("0000c07f" * 2 + "0000807f" + "00000080")).
  @Test func `has one NaN, and two zeros`() {
    let expected = "sha256:c24fc689ff2b665199dcc0a4569bac5bf5f2b20a715ff5a1e01b7d773728b300"
    #expect(digest([("n", [.nan, -Float.nan, .infinity, -0.0])]) == expected)
    let signaling = Float(bitPattern: 0xff80_1234)
    #expect(digest([("n", [signaling, .nan, .infinity, -0.0])]) == expected)
    #expect(digest([("n", [.nan, .nan, .infinity, 0.0])]) != expected)
  }

  @Test func `tells names, orders and shapes of values apart`() {
    let texts = [
      digest([("a", [1]), ("b", [2])]), digest([("b", [2]), ("a", [1])]),
      digest([("a", [2]), ("b", [1])]), digest([("c", [1]), ("b", [2])]),
    ]
    #expect(Set(texts).count == 4)
  }
}
