import Documents
import FoundationEssentials
import Schemas
import TestSupport
import Testing

/// JSON as RFC 8259 has it, laid out for diffs.
@Suite struct JSONTextTests {
  @Test func `has one number a line, and what is short on one line in a list`() {
    let value = DataValue.mapping([
      .init("empty", .mapping([])), .init("none", .list([])), .init("nothing", .null),
      .init("yes", .boolean(true)), .init("shape", .list([.null, .integer(5)])),
      .init("values", .list([.float(0.1), .double(-0.0)])),
      .init(
        "layers",
        .list([.mapping([.init("name", .string("lstm_1")), .init("units", .integer(5))])])),
      .init("nested", .mapping([.init("a", .mapping([.init("b", .integer(1))]))])),
    ])
    #expect(
      JSONText.text(of: value) == """
        {
          "empty": {},
          "none": [],
          "nothing": null,
          "yes": true,
          "shape": [null, 5],
          "values": [
            0.1,
            -0.0
          ],
          "layers": [{"name": "lstm_1", "units": 5}],
          "nested": {
            "a": {
              "b": 1
            }
          }
        }

        """)
  }

  @Test func `breaks a list that would not fit`() {
    let names = (1...40).map { DataValue.string("layer_\($0)") }
    let lines = JSONText.text(of: .list(names)).split(separator: "\n")
    #expect(lines.count == 42)
    #expect(lines[1] == "  \"layer_1\",")
    #expect(lines[40] == "  \"layer_40\"")
  }

  @Test func `escapes what JSON demands, and nothing else`() {
    let text = "\"\\/\u{8}\u{c}\n\r\t\u{0}\u{1f}\u{7f}é🙂\u{2028}"
    let expected = #""\"\\/\u0008\u000c\n\r\t\u0000\u001f"# + "\u{7f}é🙂\u{2028}\"\n"
    #expect(JSONText.text(of: .string(text)) == expected)
    let read = try? JSONDecoder().decode([String].self, from: Data("[\(expected)]".utf8))
    #expect(read == [text])
  }

  @Test func `writes numbers that are not finite as texts`() {
    let values: [DataValue] = [
      .float(.nan), .float(-.nan), .double(.infinity), .double(-.infinity), .float(-.infinity),
    ]
    #expect(
      values.map { JSONText.text(of: $0) } == [
        "\"NaN\"\n", "\"NaN\"\n", "\"Infinity\"\n", "\"-Infinity\"\n", "\"-Infinity\"\n",
      ])
  }

  @Test func `writes the shortest decimal that reads back`() {
    // 0.1 has no exact value in either width; each is written as briefly as it can be told apart.
    #expect(JSONText.text(of: .float(0.1)) == "0.1\n")
    #expect(JSONText.text(of: .double(0.1)) == "0.1\n")
    #expect(JSONText.text(of: .double(Double(Float(0.1)))) == "0.10000000149011612\n")
    #expect(JSONText.text(of: .float(16_777_216)) == "16777216.0\n")
  }

  @Test func `writes numbers that read back exactly`() throws {
    let seed: UInt64 = 20_260_101
    var random = TestRandom(seed: seed)
    var floats: [Float] = [.leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude]
    var doubles: [Double] = [
      .leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude,
    ]
    while floats.count < 2000 {
      let float = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
      let double = Double(bitPattern: random.next())
      if float.isFinite && double.isFinite { floats.append(float); doubles.append(double) }
    }
    let texts = (
      JSONText.text(of: .list(floats.map { .float($0) })),
      JSONText.text(of: .list(doubles.map { .double($0) }))
    )
    let readFloats = try JSONDecoder().decode([Float].self, from: Data(texts.0.utf8))
    let readDoubles = try JSONDecoder().decode([Double].self, from: Data(texts.1.utf8))
    #expect(readFloats.map { $0.bitPattern } == floats.map { $0.bitPattern }, "seed \(seed)")
    #expect(readDoubles.map { $0.bitPattern } == doubles.map { $0.bitPattern }, "seed \(seed)")
  }
}
