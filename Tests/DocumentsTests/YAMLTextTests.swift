import Documents
import Schemas
import TestSupport
import Testing
import YAML

/// YAML that reads back as the same data.
@Suite struct YAMLTextTests {
  @Test func `lays mappings and lists out in blocks, and short lists on a line`() {
    let value = DataValue.mapping([
      .init("seed", .integer(1)), .init("rate", .double(0.001)), .init("none", .mapping([])),
      .init("shape", .list([.null, .integer(5)])),
      .init(
        "model",
        .list([
          .mapping([.init("LSTM", .mapping([.init("units", .integer(5))]))]),
          .mapping([.init("Flatten", .mapping([]))]),
        ])),
    ])
    #expect(
      YAMLText.text(of: value) == """
        seed: 1
        rate: 0.001
        none: {}
        shape: [null, 5]
        model:
          - LSTM:
              units: 5
          - Flatten: {}

        """)
  }

  @Test func `quotes what would not read back as a text`() {
    for text in ["", "5", "1e3", "true", "Null", "~", "- a", "a: b", "a #b", " a", "*a", ".5", "-"]
    {
      #expect(YAMLText.text(of: .mapping([.init("k", .string(text))])) == "k: \"\(text)\"\n")
    }
    for text in ["lstm_1", "mean_squared_error", "no", "a/b-c.d", "_"] {
      #expect(YAMLText.text(of: .mapping([.init("k", .string(text))])) == "k: \(text)\n")
    }
  }

  @Test func `reads back every text`() throws {
    let seed: UInt64 = 7
    var random = TestRandom(seed: seed)
    let alphabet: [Unicode.Scalar] = [
      "a", "Z", "0", " ", "\n", "\t", "\r", "\"", "'", "\\", ":", "#", "-", "?", ",", "[", "{", "&",
      "*", "!", "|", ">", "%", "@", "`", "=", "~", ".", "\u{0}", "\u{1b}", "\u{7f}", "\u{85}",
      "\u{9f}", "\u{a0}", "\u{e9}", "\u{301}", "\u{2028}", "\u{2029}", "\u{feff}", "\u{fffd}",
      "\u{fffe}", "\u{ffff}", "\u{1f642}", "\u{10ffff}",
    ]
    for _ in 0..<500 {
      let count = Int.random(in: 0...12, using: &random)
      var view = String.UnicodeScalarView()
      for _ in 0..<count {
        view.append(alphabet[Int.random(in: 0..<alphabet.count, using: &random)])
      }
      let text = String(view)
      let yaml = YAMLText.text(of: .list([.mapping([.init("key", .string(text))])]))
      let parsed = Parser.parse(Source(name: "test.yaml", bytes: Array(yaml.utf8)))
      #expect(parsed.problems.isEmpty, "seed \(seed): \(yaml)")
      guard case .sequence(let items)? = parsed.root?.content,
        case .mapping(let entries)? = items.first?.content,
        case .scalar(let scalar)? = entries.first?.value.content
      else {
        Issue.record("seed \(seed): \(yaml)")
        continue
      }
      // By scalars: strings that look alike are equal to Swift.
      #expect(Array(scalar.text.unicodeScalars) == Array(text.unicodeScalars), "seed \(seed)")
      #expect(!scalar.isPlain || text.allSatisfy { $0.isASCII })
    }
  }
}
