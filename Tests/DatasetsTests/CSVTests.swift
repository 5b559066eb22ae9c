import Datasets
import Files
import Fuzzing
import TestSupport
import Testing

/// Tables in files, beside what RFC 4180 and the standard library say.
@Suite struct CSVTests {
  private func table(_ text: String, _ change: (inout CSVSource) -> Void = { _ in }) throws -> Table
  {
    let folder = try TestFolder()
    let path = try folder.write(text, to: "table.csv")
    var source = CSVSource()
    source.file = "table.csv"
    change(&source)
    let data = try source.load(
      SourceContext(seed: 1) { _ throws(FileProblem) in try RegularFile(try .named(path)) })
    guard case .table(let table) = data else {
      Issue.record("no table")
      return Table([])
    }
    return table
  }

  private func texts(_ text: String) throws -> [[String]] {
    try table("a,b\n" + text) { source in
      source.columns = CSVColumns(kinds: [("a", .text), ("b", .text)])
    }.columns.map { column in
      if case .texts(let texts) = column.values { texts } else { [] }
    }
  }

  /// Section 2 of RFC 4180, rule by rule.
  @Test(arguments: [
    ("x,y\r\nz,w\r\n", [["x", "z"], ["y", "w"]]), ("x,y\nz,w", [["x", "z"], ["y", "w"]]),
    (" x , y \n", [[" x "], [" y "]]), ("\"x\",\"y\"\r\n", [["x"], ["y"]]),
    ("\"x\r\ny\",\"a,b\"\n", [["x\r\ny"], ["a,b"]]), ("\"x\"\"y\",\"\"\n", [["x\"y"], [""]]),
    ("x,y\n\n\nz,w\n\n", [["x", "z"], ["y", "w"]]), ("#x,y\n", [["#x"], ["y"]]),
  ])
  func readsWhatTheStandardSays(text: String, expected: [[String]]) throws {
    #expect(try texts(text) == expected)
  }

  @Test func readsAcrossThePiecesOfAFile() throws {
    let rows = (0..<90_000).map { "\($0),\"quoted \($0)\"\"\nsecond line\"" }
    let columns = try texts(rows.joined(separator: "\n"))
    #expect(columns[0].count == 90_000 && columns[0][89_999] == "89999")
    #expect(columns[1][89_998] == "quoted 89998\"\nsecond line")
  }

  /// Lines that begin with `#` are left out before the header alone, unless `comment` says what is.
  @Test func leavesCommentsOut() throws {
    let before = try table("# a source\n# and more\nx\n1\n")
    #expect(before.columns.map { $0.name } == ["x"] && before.rowCount == 1)
    let among = try table("x\n1\n% no row, \"nor a quote\n2\n") { $0.comment = "%" }
    #expect(among.columns[0].numbers == [1, 2])
    #expect(throws: DataError.self) { try table("x\n1\n# a row\n") }
  }

  @Test func readsDecimalCommasAndTokens() throws {
    let table = try table("level;load\n1,5;-\n;2\n -3,25 ;4e-1\n") { source in
      source.decimal = .comma
      source.missing.tokens = ["-"]
    }
    let level = try #require(table.columns[0].numbers)
    let load = try #require(table.columns[1].numbers)
    #expect(level[0] == 1.5 && level[1].isNaN && level[2] == -3.25)
    #expect(load[0].isNaN && load[1] == 2 && load[2] == 0.4)
    #expect(table.place(ofRow: 2) == .line(4, file: "table.csv"))
  }

  /// An empty line is a gap where there is one column, and none at the end.
  @Test func takesEmptyLinesOfOneColumnForGaps() throws {
    let numbers = try #require(try table("x\n1\n\n3\n\n\n").columns[0].numbers)
    #expect(numbers.count == 3 && numbers[0] == 1 && numbers[1].isNaN && numbers[2] == 3)
  }

  /// Decimals of all lengths and sizes against the standard library, which rounds correctly.
  @Test func roundsDecimalsCorrectly() throws {
    var random = TestRandom(seed: 5)
    var texts: [String] = [
      "0", "-0", "1e-320", "123456789012345678901e10", "000000000000000000001.5",
    ]
    for _ in 0..<20_000 {
      let digits = random.integer(1...22)
      var text = (0..<digits).map { _ in "\(random.integer(0...9))" }.joined()
      if random.integer(0...3) > 0, digits > 1 {
        text.insert(".", at: text.index(text.startIndex, offsetBy: random.integer(1...digits - 1)))
      }
      if random.integer(0...2) == 0 { text += "e\(random.integer(-45...15))" }
      texts.append(random.integer(0...1) == 0 ? text : "-" + text)
    }
    let numbers = try #require(try table("x\n" + texts.joined(separator: "\n")).columns[0].numbers)
    for (text, number) in zip(texts, numbers) { #expect(Double(text) == number, "\(text)") }
  }

  @Test func readsTimesOfTheCalendar() throws {
    let known = [
      ("1970-01-01", 0), ("1969-12-31 23:59:59", -1), ("2000-02-29", 951_782_400),
      ("2024-02-29T12:30", 1_709_209_800), ("2100-03-01", 4_107_542_400),
      ("1600-01-01", -11_676_096_000), ("2025-06-30T23:30:00+02:00", 1_751_319_000),
      ("2025", 1_735_689_600),
    ]
    for (text, seconds) in known {
      #expect(Moment(text.utf8)?.microseconds == seconds * 1_000_000, "\(text)")
    }
    for text in ["2025-02-29", "2025-13-01", "25-01-01", "2025-01-01 24:00", "2025-1-1", "", "x"] {
      #expect(Moment(text.utf8) == nil, "\(text)")
    }
    let moment = try #require(Moment("2024-12-31 08:05:01.25".utf8))
    #expect(
      moment.text == "2024-12-31 08:05:01.25" && moment.dayOfYear == 366 && moment.weekday == 1)
  }

  /// Made bytes, as the fuzzer makes them.
  @Test func survivesMadeBytes() throws {
    let folder = try TestFolder()
    for seed in UInt64(0)..<400 {
      #expect(try CSVCase.violations(of: CSVCase.bytes(seed), in: folder) == [], "seed \(seed)")
    }
  }
}
