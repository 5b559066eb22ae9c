import Testing
import YAML

/// JSON made to exhaust the reader. The time allowed is many times what is needed, and far below
/// what quadratic work would take.
@Suite struct JSONLimitTests {
  private static let large = Limits(
    fileSize: 1 << 30, depth: 64, nodes: 10_000_000, problems: 1)

  private func nested(_ depth: Int, _ open: String, _ close: String, _ inner: String = "") -> String
  {
    String(repeating: open, count: depth) + inner + String(repeating: close, count: depth)
  }

  /// The same depth as the same text has as YAML.
  @Test func `refuses what is too deep`() {
    #expect(JSONReading(nested(64, "[", "]")).problem == nil)
    #expect(JSONReading(nested(64, "[", "]", "1")).problem == nil)
    #expect(JSONReading(nested(63, "{\"a\":", "}", "{}")).problem == nil)
    for (text, column) in [
      (nested(65, "[", "]"), 65), (nested(65, "[", "]", "1"), 65), (nested(64, "[", "]", "{}"), 65),
      (nested(65, "{\"a\":", "}", "1"), 64 * 5 + 1), (nested(64, "{\"a\":", "}", "[]"), 64 * 5 + 1),
      (nested(500_000, "[", ""), 65), (nested(100_000, "{\"a\":", ""), 64 * 5 + 1),
    ] {
      let problem = JSONReading(text).problem
      #expect(problem?.kind == .tooDeep(limit: 64))
      #expect(problem?.range.places == "1:\(column)-1:\(column)")
      #expect(Reading(text).problems.first?.range.start == problem?.range.start)
    }
  }

  @Test func `counts values and keys`() {
    // The mapping, two keys, two values; a list has itself and its items.
    for text in ["{\"a\":1,\"b\":2}", "[1,2,3,4]", "[[],[[1]]]"] {
      let enough = Limits(fileSize: 100, depth: 8, nodes: 5, problems: 1)
      #expect(JSONReading(text, limits: enough).problem == nil, "\(text)")
      let few = Limits(fileSize: 100, depth: 8, nodes: 4, problems: 1)
      #expect(JSONReading(text, limits: few).problem?.kind == .tooManyNodes(limit: 4), "\(text)")
    }
    let limits = Limits(fileSize: 100, depth: 8, nodes: 3, problems: 1)
    #expect(
      JSONReading("{\"a\": 1,\n \"b\": 2}", limits: limits).problem?.range.places == "2:2-2:2")
    #expect(JSONReading("[1, 2,\n  3]", limits: limits).problem?.range.places == "2:3-2:3")
  }

  @Test func `refuses a file that is too large`() {
    let limits = Limits(fileSize: 4, depth: 8, nodes: 10, problems: 1)
    #expect(JSONReading("[12]", limits: limits).summary == "[12]")
    let kind = SyntaxProblem.Kind.fileTooLarge(bytes: 5, limit: 4)
    #expect(JSONReading("[123]", limits: limits).problem?.kind == kind)
  }

  /// On one line of a megabyte; a reader that counts columns from its start, or copies the rest,
  /// takes minutes. Values are long, so that their nodes take little memory.
  @Test(arguments: [
    ("numbers", "[", "0.00000000000000000000000000000000000001,", "0]", true),
    ("lists", "[", "[                                     ],", "[]]", true),
    ("strings", "[", "\"éééééééééééééééééé\",", "\"\"]", true),
    ("escapes", "[\"", "\\n", "\"]", true), ("pairs", "[\"", "\\ud83d\\ude00", "\"]", true),
    ("characters", "[\"", "é", "\"]", true), ("white space", "[", " ", "1]", true),
    ("lines", "[", "\n", "1]", true), ("an open string", "[\"", "é", "", false),
    ("an unknown escape at its end", "[\"", "é", "\\é\"]", false),
  ])
  func `takes time in proportion to the text`(
    name: String, start: String, piece: String, end: String, isRead: Bool
  ) {
    let count = 1_000_000 / piece.utf8.count
    let text = Array((start + String(repeating: piece, count: count) + end).utf8)
    var reading: JSONReading?
    let time = ContinuousClock().measure {
      reading = JSONReading(bytes: text, limits: Self.large)
    }
    #expect((reading?.problem == nil) == isRead, "\(name)")
    #expect(time < .seconds(5), "\(name)")
  }

  @Test func `takes many keys in proportion`() {
    let keys = (0..<25_000).map { "\"key\($0)\":\($0)" }.joined(separator: ",")
    let time = ContinuousClock().measure {
      #expect(JSONReading("{" + keys + "}", limits: Self.large).problem == nil)
      let repeated = JSONReading("{" + keys + ",\"key0\":1}", limits: Self.large)
      #expect(repeated.problem?.kind == .duplicateKey("key0"))
    }
    #expect(time < .seconds(5))
  }
}
