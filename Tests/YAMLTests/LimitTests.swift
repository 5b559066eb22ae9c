import Testing
import YAML

/// Texts made to exhaust the reader. The time allowed is many times what is needed, in an
/// unoptimised build on a busy machine, and far below what quadratic work would take.
struct LimitTests {
  private func expect(
    _ text: String, _ kind: SyntaxProblem.Kind, _ range: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let bytes = Array(text.utf8)
    var problems: [SyntaxProblem] = []
    let time = ContinuousClock().measure {
      problems = Reading(bytes: bytes).problems
    }
    #expect(problems.map { $0.kind } == [kind], sourceLocation: sourceLocation)
    #expect(problems.first?.range.places == range, sourceLocation: sourceLocation)
    #expect(time < .seconds(10), sourceLocation: sourceLocation)
  }

  private func nested(_ depth: Int) -> String {
    String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
  }

  @Test func depth() {
    #expect(Reading(nested(64)).problems.isEmpty)
    expect(nested(65), .tooDeep(limit: 64), "1:65-1:66")
    let small = Limits(fileSize: 100, depth: 2, nodes: 100, problems: 10)
    #expect(Reading("a: [1]", limits: small).problems.isEmpty)
    let deep = Reading("a:\n  - b: 1", limits: small)
    #expect(deep.problems.map { $0.kind } == [.tooDeep(limit: 2)])
    #expect(deep.problems.first?.range.places == "2:5-2:6")
  }

  @Test func manyBrackets() {
    expect(String(repeating: "[", count: 100_000), .tooDeep(limit: 64), "1:65-1:66")
    expect(String(repeating: "{a: ", count: 100_000), .tooDeep(limit: 64), "1:257-1:258")
    expect(String(repeating: "- ", count: 100_000), .tooDeep(limit: 64), "1:129-1:130")
    expect(String(repeating: "? ", count: 100_000), .tooDeep(limit: 64), "1:129-1:130")
    expect(String(repeating: "[\n", count: 100_000), .tooDeep(limit: 64), "65:1-65:2")
  }

  @Test func depthBehindAliases() {
    // Each line is one deeper than the one before; a0 has height 1, so a62 has 63, within the
    // root 64.
    var text = "a0: &a0 [1]\n"
    for index in 1...62 { text += "a\(index): &a\(index) [*a\(index - 1)]\n" }
    #expect(Reading(text).problems.isEmpty)
    text += "a63: &a63 [*a62]\n"
    expect(text, .tooDeep(limit: 64), "64:12-64:16")
  }

  @Test func nodes() {
    let limits = Limits(fileSize: 1000, depth: 64, nodes: 5, problems: 10)
    #expect(Reading("{a: 1, b: 2}", limits: limits).problems.isEmpty)
    let reading = Reading("{a: 1, b: 2, c: 3}", limits: limits)
    #expect(reading.problems.map { $0.kind } == [.tooManyNodes(limit: 5)])
    #expect(reading.problems.first?.range.places == "1:14-1:15")
    #expect(reading.result.root == nil)
    // The list and its items are three, twice, and the outer list one.
    let aliased = Limits(fileSize: 1000, depth: 64, nodes: 7, problems: 10)
    #expect(Reading("[&x [1, 2], *x]", limits: aliased).problems.isEmpty)
    #expect(
      Reading("[&x [1, 2], *x, 3]", limits: aliased).problems.map { $0.range.places }
        == ["1:17-1:18"])
  }

  @Test func aliasBomb() {
    // Nine lists of nine aliases each: 9^10 nodes.
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for index in 1...9 {
      let items = Array(repeating: "*a\(index - 1)", count: 9).joined(separator: ", ")
      text += "a\(index): &a\(index) [\(items)]\n"
    }
    // a0 10, a1 91, a2 820, a3 7381 nodes; with the keys and the root these are 8307. a4 adds
    // two and 7381 an alias: 12 aliases would fit, so all 9 do (74 738); a5 has 66 430 a time and
    // stops at the first.
    expect(text, .tooManyNodes(limit: 100_000), "6:10-6:13")
  }

  @Test func mergeBomb() {
    var text = "a0: &a0 {x: 1}\n"
    for index in 1...40 {
      text += "a\(index): &a\(index) {<<: [*a\(index - 1), *a\(index - 1)]}\n"
    }
    let problems = Reading(text).problems
    #expect(problems.map { $0.kind } == [.tooManyNodes(limit: 100_000)])
  }

  @Test func fileSize() {
    let limit = 16 << 20
    let text = String(repeating: "x", count: limit + 1)
    expect(text, .fileTooLarge(bytes: limit + 1, limit: limit), "1:1-1:1")
  }

  @Test func longLines() {
    let count = 16_000_000
    #expect(Reading(String(repeating: "x", count: count)).node()?.range.places == "1:1-1:16000001")
    expect("#" + String(repeating: "x", count: count), .emptyDocument, "1:1-1:1")
    expect(
      "'" + String(repeating: "x", count: count), .unclosedQuote("'"), "1:16000002-1:16000002")
    expect(
      "[" + String(repeating: "1,", count: count / 2), .tooManyNodes(limit: 100_000),
      "1:200000-1:200001")
    expect(
      String(repeating: " ", count: count) + "@", .reservedCharacter("@"), "1:16000001-1:16000002")
  }

  @Test func manyLines() {
    expect(String(repeating: "\n", count: 16_000_000), .emptyDocument, "1:1-1:1")
  }

  @Test func problems() {
    let text = "[" + String(repeating: "*a,", count: 2000) + "]"
    let reading = Reading(text)
    #expect(reading.problems.count == 1001)
    #expect(reading.problems.last?.kind == .tooManyProblems(limit: 1000))
    #expect(reading.result.root == nil)
  }

  @Test func manyDirectives() {
    let text = (0..<100_000).map { "%TAG !a\($0)! tag:b\n" }.joined()
    let time = ContinuousClock().measure {
      #expect(Reading(text).problems.last?.kind == .tooManyProblems(limit: 1000))
      let second = Reading("a: 1\n...\n" + text)
      #expect(second.problems.map { $0.kind } == [.secondDocument])
    }
    #expect(time < .seconds(10))
  }
}
