import Testing
import YAML

/// Line ends, the byte order mark, and characters of every width.
struct CharacterTests {
  @Test func carriageReturnLineFeed() {
    let reading = Reading("a: 1\r\n\r\nb:\r\n  - x\r\n  - |\r\n    y\r\n    z\r\nc: 2\r\n")
    #expect(reading.problems.isEmpty)
    #expect(reading.node("b")?.range.places == "4:3-7:6")
    #expect(reading.node("b", 1)?.range.excerpt == "|\r\n    y\r\n    z")
    #expect(reading.node("b", 1)?.text == "y\nz\n")
    // 6 + 2 + 4 + 7 + 7 + 7 + 7 bytes in the lines before, and three.
    #expect(reading.node("c")?.range.start == SourcePosition(line: 8, column: 4, offset: 43))
  }

  @Test func carriageReturnAlone() {
    let reading = Reading("a: 1\rb: [x,\ry]\r")
    #expect(reading.node("b", 1)?.range.places == "3:1-3:2")
    #expect(reading.node("b")?.range.places == "2:4-3:3")
  }

  @Test func byteOrderMark() {
    let reading = Reading("\u{FEFF}a: 1\nb: @\n")
    #expect(reading.problems.first?.range.places == "2:4-2:5")
    let good = Reading("\u{FEFF}a: 1\n").node("a")?.range
    #expect(good?.start == SourcePosition(line: 1, column: 4, offset: 6))
    #expect(good?.source.line(1) == "a: 1")
  }

  @Test func wideCharacters() {
    // One scalar each of two, three and four bytes; a family of three people is five scalars.
    let reading = Reading("é€😀: {👨‍👩‍👧: ü, b: c}\n")
    #expect(reading.problems.isEmpty)
    #expect(reading.entries().map { $0.key.range.places } == ["1:1-1:4"])
    let entries = reading.entries("é€😀")
    #expect(entries.map { $0.key.range.places } == ["1:7-1:12", "1:17-1:18"])
    #expect(entries.map { $0.value.range.places } == ["1:14-1:15", "1:20-1:21"])
    // é 2 + € 3 + 😀 4 + ": {" 3 + family 4+3+4+3+4 + ": " 2 = 32.
    #expect(entries.first?.value.range.start.offset == 32)
    #expect(entries.first?.value.range.end.offset == 34)
  }

  @Test func combiningCharactersCountOneByOne() {
    let reading = Reading("a: e\u{301}x\nb: @\n")
    #expect(reading.problems.first?.range.places == "2:4-2:5")
    #expect(Reading("e\u{301}: x").node("e\u{301}")?.range.places == "1:5-1:6")
  }

  @Test(arguments: ["\u{85}", "\u{2028}", "\u{2029}"])
  func oldLineBreaksEndNoLine(_ mark: String) {
    let reading = Reading(
      "# a\(mark)b: 1\nc: x\(mark)y\nd: \"z\(mark) \"\ne: |\n  \(mark)1\nf: 2\n")
    #expect(reading.problems.isEmpty)
    #expect(reading.entries().map { $0.name } == ["c", "d", "e", "f"])
    #expect(reading.node("c")?.text == "x\(mark)y")
    #expect(reading.node("c")?.range.places == "2:4-2:7")
    #expect(reading.node("d")?.text == "z\(mark) ")
    #expect(reading.node("e")?.text == "\(mark)1\n")
    #expect(reading.node("f")?.range.places == "6:4-6:5")
    #expect(reading.node("f")?.range.excerpt == "2")
    #expect(reading.node("f")?.range.source.line(2) == "c: x\(mark)y")
  }

  @Test func escapesAreResolved() {
    let reading = Reading("\"\\u00e9\\U0001F600\\x41\\n\\N\\L\\P\"")
    #expect(reading.node()?.text == "é😀A\n\u{85}\u{2028}\u{2029}")
  }

  @Test func linesOfASource() {
    let source = Source(name: "x", bytes: Array("one\r\n\ntwo\rthree\u{2028}3\n".utf8))
    let lines = (1...6).map { source.line($0) }
    #expect(lines == ["one", "", "two", "three\u{2028}3", "", ""])
    let invalid = Source(name: "x", bytes: [0x61, 0xFF, 0x62])
    #expect(invalid.line(1) == "a\u{FFFD}b")
  }

  /// Places far into one line and far into a text are found from checkpoints.
  @Test func longLinesAndTexts() {
    let items = (0..<300).map { "é\($0)" }
    let line = Reading("[" + items.joined(separator: ", ") + "]")
    // "é" and the digits; 10 of one digit, 90 of two, 200 of three; two between each.
    let before = 1 + 10 * 2 + 90 * 3 + 199 * 4 + 299 * 2
    #expect(line.node(299)?.range.places == "1:\(before + 1)-1:\(before + 5)")
    let block = Reading(items.map { "- \($0)\r\n" }.joined())
    #expect(block.node(299)?.range.places == "300:3-300:7")
  }
}
