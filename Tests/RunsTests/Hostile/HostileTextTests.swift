import CheckSupport
import Experiments
import Testing

/// Texts made to exhaust, crash or mislead. That each is answered at once, with the limit in words,
/// is what bounds its time: none of them is walked through to its end.
@Suite struct HostileTextTests {
  @Test func aliasBomb() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for index in 1...9 {
      let items = Array(repeating: "*a\(index - 1)", count: 9).joined(separator: ", ")
      text += "a\(index): &a\(index) [\(items)]\n"
    }
    // The sums are in LimitTests of the reader.
    #expect(
      Told.text(text) == """
        x.yaml:6:10: error[LAB0003]: more than 100000 values, each alias counted with all it stands for
            6 | a5: &a5 [*a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4]
              |          ^^^ use fewer, or smaller, aliases
        """)
  }

  @Test(arguments: ["[", "{a: ", "- ", "? "])
  func manyBrackets(_ bracket: String) {
    // The 65th opens too deep.
    let column = 64 * bracket.utf8.count + 1
    #expect(
      Told.firstLine(String(repeating: bracket, count: 100_000))
        == "x.yaml:1:\(column): error[LAB0003]: more than 64 lists and mappings inside one another")
  }

  @Test func zeroByte() {
    #expect(
      Told.text("seed: 1\0\n" + Told.rest) == """
        x.yaml:1:8: error[LAB0002]: YAML bars the character U+0000
            1 | seed: 1\u{fffd}
              |        ^ remove it, or write it as an escape in double quotes
        """)
  }

  @Test func loneSurrogates() {
    // As bytes (UTF-8 has no such form), and as an escape.
    #expect(
      Told.text(Array("description: a".utf8) + [0xed, 0xa0, 0x80]) == """
        x.yaml:1:15: error[LAB0001]: the file is not UTF-8 here
            1 | description: a\u{fffd}\u{fffd}\u{fffd}
              |               ^ save it as UTF-8
        """)
    #expect(
      Told.firstLine("description: \"\\ud800\"\n" + Told.rest).hasPrefix(
        "x.yaml:1:15: error[LAB0007]: "))
  }

  @Test(arguments: ["\n", "\r\n", "\r"], ["", "\u{feff}"])
  func lineEndsAndByteOrderMark(_ end: String, _ mark: String) {
    let text = mark + ("seed: 1\n" + Told.rest).replacing("\n", with: end)
    #expect(Told.text(text) == "")
    // Places stay true.
    let wrong = text.replacing("seed: 1", with: "seed: x")
    #expect(
      Told.firstLine(wrong) == "x.yaml:1:7: error[LAB1002]: an integer is needed here, not `x`")
  }

  @Test(arguments: [true, false])
  func wideEncodings(_ isLittle: Bool) {
    let units = Array(("\u{feff}seed: 1\n" + Told.rest).utf16)
    let bytes = units.flatMap { unit in
      let (low, high) = (UInt8(unit & 0xff), UInt8(unit >> 8))
      return isLittle ? [low, high] : [high, low]
    }
    let told = Told.text(bytes)
    #expect(told.hasPrefix("x.yaml:1:1: error[LAB0001]: the file is UTF-16, not UTF-8\n"))
  }

  @Test func mergesOfThemselves() {
    #expect(
      Told.firstLine("variables: &a {<<: *a, x: 1}\n" + Told.rest)
        == "x.yaml:1:20: error[LAB0014]: `*a` stands inside what it names")
    #expect(
      Told.firstLine("variables: {<<: *a}\nx: &a {<<: *a}\n" + Told.rest)
        .hasPrefix("x.yaml:1:17: error[LAB0014]: "))
  }

  @Test func manyProblems() {
    let keys = (0..<5000).map { "key\($0): 1\n" }.joined()
    let file = Checking.file(Array((keys + Told.rest).utf8))
    let text = Checking.text(of: file)
    #expect(text.split(separator: "x.yaml").count { $0.contains("error[") } == 1001)
    #expect(text.contains("x.yaml: error[LAB0003]: more than 1000 problems\n"))
  }

  @Test func manyVariables() {
    let variables = (0..<1001).map { "  v\($0): 1\n" }.joined()
    // The 1001st stands in line 1002.
    #expect(
      Told.firstLine("variables:\n" + variables + Told.rest)
        == "x.yaml:1002:3: error[LAB0003]: the file has 1001 variables; at most 1000 are allowed")
    #expect(Told.text("variables:\n" + variables.dropLast("  v1000: 1\n".count) + Told.rest) == "")
  }

  @Test func manyLayers() {
    let flat = Array(repeating: "Flatten", count: 30_000).joined(separator: ", ")
    let told = Told.firstLine(Told.rest.replacing("{Dense", with: "\(flat), {Dense"))
    #expect(
      told == "x.yaml:5:1: error[LAB0003]: the model has 30002 layers and named inputs; "
        + "at most 10000 are allowed")
    let inputs = Array(repeating: "lstm_1", count: 40_000).joined(separator: ", ")
    let joined = Told.rest.replacing("{Dense", with: "{Add: {from: [\(inputs)]}}, {Dense")
    #expect(Told.firstLine(joined).contains("the model has 40003 layers and named inputs"))
  }

  /// A name in a message stays what it is: no line of its own, no sequence that a terminal obeys.
  @Test func namesInMessages() {
    #expect(
      Told.text("\"a\\nb\\e[31m\\u202e\": 1\n" + Told.rest) == """
        x.yaml:1:1: error[LAB1003]: an experiment has no key `a\u{fffd}b\u{fffd}[31m\u{fffd}`
            1 | "a\\nb\\e[31m\\u202e": 1
              | ^^^^^^^^^^^^^^^^^^
              = known: `extends`, `description`, `variables`, `matrix`, `seed`, `data`, `model`, `output`, `initial_weights`, `training`, `evaluate`, `expect`
        """)
  }

  /// Characters of many marks are slow to compare; the fuzzer found a file of them that took
  /// seconds. Several times what is needed, in an unoptimised build on a busy machine.
  @Test func charactersOfManyMarks() {
    let name = String(repeating: "e" + String(repeating: "\u{301}", count: 30), count: 30)
    let keys = (0..<1000).map { "\(name)\($0): 1\n" }.joined()
    let time = ContinuousClock().measure {
      #expect(Told.text(keys + Told.rest).contains("error[LAB1003]"))
    }
    #expect(time < .seconds(10))
  }

  @Test func longNamesAndLines() {
    let name = String(repeating: "x", count: 1_000_000)
    let told = Told.text("? \(name)\n: 1\n" + Told.rest)
    #expect(told.hasPrefix("x.yaml:1:3: error[LAB1003]: an experiment has no key `xxx"))
    // The message, the line and the carets are clipped; the advice names the keys.
    #expect(told.utf8.count < 1500)
    // A thousand problems in one line of 4 MB are shown without reading the line a thousand times.
    let pairs = (0..<4000).map { "k\($0): \"\(String(repeating: "é", count: 500))\"" }
    let line = Told.text("{" + pairs.joined(separator: ", ") + "}")
    #expect(line.utf8.count < 1_000_000)
  }
}
