import Documents
import Testing

/// CSV as RFC 4180 has it, with LF.
@Suite struct CSVTextTests {
  @Test func `ends every row with a line feed`() {
    #expect(CSVText.text(header: ["a", "b"], rows: []) == "a,b\n")
    #expect(CSVText.text(header: ["a", "b"], rows: [["1", ""], ["", ""]]) == "a,b\n1,\n,\n")
  }

  @Test func `quotes what would be read as something else`() {
    let rows = [["a,b", "say \"hi\"", "two\nlines", "cr\r", "plain text", "ü"]]
    let expected = "h\n\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\"cr\r\",plain text,ü\n"
    #expect(CSVText.text(header: ["h"], rows: rows) == expected)
    // A quote with a combining mark is one character, but its quote is a quote all the same.
    #expect(CSVText.text(header: ["\"\u{301}"], rows: []) == "\"\"\"\u{301}\"\n")
  }

  @Test func `reads what it writes`() {
    let rows = [
      ["", "a,b", "\"", "\"\"", "x\ny", "\r\n", "🙂,", "\"\u{301}\""], ["1"], ["", ""],
    ]
    #expect(CSVText.rows(of: CSVText.text(header: rows[0], rows: Array(rows.dropFirst()))) == rows)
  }

  @Test func `reads what other tools write`() {
    #expect(CSVText.rows(of: "a,b\r\n1,2\r\n") == [["a", "b"], ["1", "2"]])
    #expect(CSVText.rows(of: "a,b\n1,2") == [["a", "b"], ["1", "2"]])
    #expect(CSVText.rows(of: "") == [])
  }
}
