import Testing
import YAML

/// Strings of JSON: their characters, their escapes, and their encoding.
@Suite struct JSONStringTests {
  @Test(arguments: [
    // RFC 8259, section 7.
    (#""\"\\\/\b\f\n\r\t""#, #"'"\/\u{8}\u{c}\u{a}\u{d}\u{9}'"#),
    (#""\u0000""#, #"'\u{0}'"#), (#""\u0041\u00e9\u00E9""#, #"'A\u{e9}\u{e9}'"#),
    (#""\u002c\u0012""#, #"',\u{12}'"#), (#""\uffff\uFDD0""#, #"'\u{ffff}\u{fdd0}'"#),
    (#""\ufeff""#, #"'\u{feff}'"#), (#""\u00411""#, "'A1'"),
    // The pair that the RFC gives as its example, the first and the last.
    (#""\uD834\uDD1E""#, #"'\u{1d11e}'"#), (#""\ud800\udc00""#, #"'\u{10000}'"#),
    (#""\uDBFF\uDFFF""#, #"'\u{10ffff}'"#),
    (#""\uD834\uDD1E\uD834\uDD1E""#, #"'\u{1d11e}\u{1d11e}'"#),
    // Escapes of escapes.
    (#""\\u0041""#, #"'\u0041'"#), (#""\\n""#, #"'\n'"#), (#""\\\\""#, #"'\\'"#),
    (#""\\""#, #"'\'"#),
    // Characters as they are: DEL, and those that end lines elsewhere, are allowed.
    ("\"\u{7f}\"", #"'\u{7f}'"#), ("\"\u{85}\u{2028}\u{2029}\"", #"'\u{85}\u{2028}\u{2029}'"#),
    ("\"é😀e\u{301}\u{feff}\"", #"'\u{e9}\u{1f600}e\u{301}\u{feff}'"#),
    (#"{"\u0061":"b"}"#, "{'a':'b'}"), (#"{"a\u0000b":1}"#, #"{'a\u{0}b':1}"#),
  ])
  func `reads characters and escapes`(text: String, expected: String) {
    #expect(JSONReading(text).summary == expected)
  }

  @Test(arguments: [
    // Surrogates without their other half, or the wrong way round.
    #""\ud800""#, #""\udc00""#, #""\ud800\ud800""#, #""\udc00\ud800""#, #""\ud800a""#,
    #""\ud800\n""#, #""\ud800\u0041""#, #""\udfff\udfff""#, #""a\udbffb""#,
    #""\ud834\ud834\udd1e""#,
    #""\ud800\\udc00""#,
    // Digits.
    #""\u""#, #""\u1""#, #""\u12""#, #""\u123""#, #""\u00A""#, #""\uqqqq""#, #""\u12 4""#,
    #""\u+041""#, #""\u-041""#, #""\u{41}""#, #""\u00é""#, #""\ud834\u""#, #""\ud834\udd""#,
    #""\u１２３４""#,
  ])
  func `refuses escapes that name no character`(text: String) throws {
    let problem = try #require(JSONReading(text).problem)
    #expect(problem.kind == .malformedEscape)
    // The place is the backslash; that of a pair, the first.
    let backslash = try #require(text.utf8.firstIndex(of: UInt8(ascii: "\\")))
    let column = text.utf8.distance(from: text.startIndex, to: backslash) + 1
    #expect(problem.range.places == "1:\(column)-1:\(column)")
  }

  @Test(
    arguments: [
      (#""\a""#, "a"), (#""\x41""#, "x"), (#""\0""#, "0"), (#""\'""#, "'"), (#""\U0001F600""#, "U"),
      (#""\e""#, "e"), (#""\v""#, "v"), (#""\ ""#, " "), (#""\é""#, "é"), (#""\😀""#, "😀"),
      ("\"\\\n\"", "\n"), ("\"\\\0\"", "\0"),
    ] as [(String, Unicode.Scalar)])
  func `refuses other escapes`(text: String, letter: Unicode.Scalar) throws {
    let problem = try #require(JSONReading(text).problem)
    #expect(problem.kind == .unknownEscape(letter))
    #expect(problem.range.places == "1:2-1:2")
  }

  @Test func `refuses control characters as they are`() {
    for value in 0..<0x20 {
      for text in [
        "\"\(Unicode.Scalar(UInt8(value)))\"", "{\"a\(Unicode.Scalar(UInt8(value)))\":1}",
      ] {
        #expect(JSONReading(text).isRefused, "U+\(String(value, radix: 16))")
      }
    }
  }

  /// Table 3-7 of the Unicode Standard, and what it leaves out.
  @Test(
    arguments: [
      ("a lone continuation", [0x80], 0), ("FF", [0xff], 0), ("FE", [0xfe], 0),
      ("overlong, two bytes", [0xc0, 0xaf], 0), ("overlong, NUL", [0xc0, 0x80], 0),
      ("overlong, C1", [0xc1, 0xbf], 0), ("overlong, three bytes", [0xe0, 0x80, 0xaf], 0),
      ("overlong, four bytes", [0xf0, 0x80, 0x80, 0xaf], 0),
      ("a surrogate", [0xed, 0xa0, 0x80], 0),
      ("a pair of surrogates", [0xed, 0xa0, 0x81, 0xed, 0xb0, 0x80], 0),
      ("past the last", [0xf4, 0x90, 0x80, 0x80], 0), ("F5", [0xf5, 0x80, 0x80, 0x80], 0),
      ("five bytes", [0xf8, 0x88, 0x80, 0x80, 0x80], 0), ("cut, two bytes", [0xc3], 0),
      ("cut, three bytes", [0xe2, 0x82], 0), ("cut, four bytes", [0xf0, 0x9f, 0x98], 0),
      ("behind others", [0x61, 0xc3, 0xa9, 0x62, 0xff], 4), ("before others", [0xff, 0x61], 0),
      ("behind an escape", [0x5c, 0x6e, 0x61, 0xe9, 0x61], 3), ("Latin-1", [0x61, 0xe5], 1),
      ("behind a backslash", [0x61, 0x5c, 0xe5], 2),
    ] as [(String, [UInt8], Int)])
  func `refuses what is not UTF-8, and says where`(name: String, bytes: [UInt8], offset: Int) throws
  {
    for (before, after) in [("[\"", "\"]"), ("{\"", "\":1}"), ("\n \"", "\"")] {
      let text = Array(before.utf8) + bytes + Array(after.utf8)
      let problem = try #require(JSONReading(bytes: text).problem, "\(name)")
      let expected = before.utf8.count + offset
      #expect(problem.kind == .notUTF8(byteOffset: expected, encoding: nil), "\(name)")
      #expect(problem.range.start.offset == expected, "\(name)")
    }
    // Outside a string no such byte is anything.
    #expect(JSONReading(bytes: [0x5b] + bytes + [0x5d]).isRefused)
  }

  @Test(
    arguments: [
      ([0xff, 0xfe, 0x31, 0], .utf16LittleEndian), ([0xfe, 0xff, 0, 0x31], .utf16BigEndian),
      ([0xff, 0xfe, 0, 0, 0x31, 0, 0, 0], .utf32LittleEndian),
      ([0, 0, 0xfe, 0xff, 0, 0, 0, 0x31], .utf32BigEndian),
    ] as [([UInt8], ForeignEncoding)])
  func `names another encoding`(bytes: [UInt8], encoding: ForeignEncoding) {
    #expect(JSONReading(bytes: bytes).problem?.kind == .notUTF8(byteOffset: 0, encoding: encoding))
  }

  @Test(arguments: [[0x7b, 0, 0x7d, 0], [0, 0x7b, 0, 0x7d], [0x31, 0, 0, 0]] as [[UInt8]])
  func `refuses another encoding that has no mark`(bytes: [UInt8]) {
    #expect(JSONReading(bytes: bytes).isRefused)
  }
}
