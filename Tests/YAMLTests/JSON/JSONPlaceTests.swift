import Testing
import YAML

/// Where values and problems of JSON lie: lines, and columns in characters (Unicode scalars).
@Suite struct JSONPlaceTests {
  @Test func `places values and keys`() {
    let root = JSONReading("{\"a\": [1, \"é😀\", true],\n  \"b\": {}}").result.root
    #expect(root?.range.places == "1:1-2:11")
    guard case .mapping(let entries)? = root?.content else {
      Issue.record("it is a mapping")
      return
    }
    #expect(entries.map { $0.key.range.places } == ["1:2-1:5", "2:3-2:6"])
    #expect(entries.map { $0.value.range.places } == ["1:7-1:22", "2:8-2:10"])
    guard case .sequence(let items) = entries[0].value.content else {
      Issue.record("it is a list")
      return
    }
    #expect(items.map { $0.range.places } == ["1:8-1:9", "1:11-1:15", "1:17-1:21"])
    #expect(items.map { $0.range.excerpt } == ["1", "\"é😀\"", "true"])
  }

  /// Only LF, CRLF and CR end a line, as in every other text.
  @Test(arguments: [
    ("\n", 2), ("\r\n", 2), ("\r", 2), ("\n\n", 3), ("\r\n\r\n", 3), ("\r\r", 3), ("\n\r", 3),
    ("\r\n\r", 3), ("\t", 1),
  ])
  func `counts lines`(space: String, line: Int) {
    let text = "[1,\(space)2]"
    guard case .sequence(let items)? = JSONReading(text).result.root?.content else {
      Issue.record("it is a list")
      return
    }
    let column = line == 1 ? 5 : 1
    #expect(items[1].range.places == "\(line):\(column)-\(line):\(column + 1)")
    #expect(items[1].range.source.line(line).contains("2"))
  }

  @Test(arguments: [
    ("", "1:1"), ("[1,]", "1:4"), ("[1,\n  x]", "2:3"), ("{\"é\": 1,\n \"b\" 2}", "2:6"),
    ("{\"é\" 1}", "1:6"), ("[\"😀é\" 1]", "1:7"), ("[1]\n\n ]", "3:2"), ("[1,\r\n01]", "2:2"),
    ("{\"a\": tru}", "1:7"), ("[1.]", "1:4"), ("[-]", "1:3"), ("[\"a\nb\"]", "1:4"), ("[", "1:2"),
    ("[1 ", "1:4"), ("\u{feff}[]", "1:1"), ("[\"abc", "1:6"), ("{\"a\":1,}", "1:8"), ("'a'", "1:1"),
    ("[1] // é", "1:5"),
  ])
  func `places problems`(text: String, place: String) {
    let problem = JSONReading(text).problem
    #expect(problem?.range.places == "\(place)-\(place)")
  }

  @Test(arguments: [
    ("{\"a\":1,\"b\":2,\"a\":3}", "a", "1:14-1:17", "1:2-1:5"),
    ("{\"a\":1,\n\"\\u0061\":2}", "a", "2:1-2:9", "1:2-1:5"),
    ("{\"\\n\":1,\"\\u000A\":2}", "\n", "1:9-1:17", "1:2-1:6"),
    ("{\"/\":1,\"\\/\":1}", "/", "1:8-1:12", "1:2-1:5"),
    ("{\"\":1,\"\":1}", "", "1:7-1:9", "1:2-1:4"),
    ("[{\"😀\":1},{\"😀\":1,\"\\ud83d\\ude00\":1}]", "😀", "1:17-1:31", "1:11-1:14"),
  ])
  func `refuses a key that was there before, however it is spelled`(
    text: String, name: String, place: String, first: String
  ) {
    let problem = JSONReading(text).problem
    #expect(problem?.kind == .duplicateKey(name))
    #expect(problem?.range.places == place)
    #expect(problem?.related?.places == first)
  }
}
