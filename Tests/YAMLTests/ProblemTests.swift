import Testing
import YAML

/// Problems that do not stop the reading, and those of the bytes.
struct ProblemTests {
  private func expect(
    _ text: String, _ kind: SyntaxProblem.Kind, _ range: String, _ related: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    expect(Reading(text), kind, range, related, sourceLocation: sourceLocation)
  }

  private func expect(
    _ reading: Reading, _ kind: SyntaxProblem.Kind, _ range: String, _ related: String? = nil,
    sourceLocation: SourceLocation
  ) {
    let problems = reading.problems
    #expect(problems.map { $0.kind } == [kind], sourceLocation: sourceLocation)
    #expect(problems.first?.range.places == range, sourceLocation: sourceLocation)
    #expect(problems.first?.related?.places == related, sourceLocation: sourceLocation)
  }

  private func expect(
    bytes: [UInt8], _ kind: SyntaxProblem.Kind, _ range: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let reading = Reading(bytes: bytes)
    #expect(reading.result.root == nil, sourceLocation: sourceLocation)
    expect(reading, kind, range, sourceLocation: sourceLocation)
  }

  @Test(arguments: ["", " \n", "# only\n  # comments", "---\n", "---\n...\n", "\u{FEFF}", "\r\n"])
  func emptyDocument(_ text: String) {
    let reading = Reading(text)
    #expect(reading.result.root == nil)
    #expect(reading.problems.map { $0.kind } == [.emptyDocument])
    #expect(reading.problems.first?.range.places == "1:1-1:1")
  }

  @Test func quotedNothingIsADocument() {
    #expect(Reading("''").problems.isEmpty)
    #expect(Reading("''").node()?.text == "")
  }

  @Test func duplicateKeys() {
    let reading = Reading("a: 1\nb: {c: 1, 'c': 2}\n\"a\": 3\na: 4\n")
    #expect(
      reading.problems.map { $0.kind } == [
        .duplicateKey("c"), .duplicateKey("a"), .duplicateKey("a"),
      ])
    #expect(reading.problems.map { $0.range.places } == ["2:11-2:14", "3:1-3:4", "4:1-4:2"])
    #expect(reading.problems.map { $0.related?.places } == ["2:5-2:6", "1:1-1:2", "1:1-1:2"])
    #expect(reading.node("a")?.text == "1")
    #expect(reading.node("b", "c")?.text == "1")
  }

  @Test func unknownTags() {
    expect("a: !lstm 1\n", .unknownTag("!lstm"), "1:4-1:9")
    expect("a: &x !lstm {b: 1}\n", .unknownTag("!lstm"), "1:7-1:12")
    expect("a: !!python/tuple [1]\n", .unknownTag("!!python/tuple"), "1:4-1:18")
    expect("a: !<tag:x,2002:y> 1\n", .unknownTag("!<tag:x,2002:y>"), "1:4-1:19")
    expect("!!timestamp 2001-01-01\n", .unknownTag("!!timestamp"), "1:1-1:12")
    #expect(Reading("a: !lstm 1\n").node("a")?.text == "1")
  }

  @Test func misplacedTags() {
    expect("a: !!int [1]\n", .misplacedTag("!!int"), "1:4-1:9")
    expect("a: !!map 1\n", .misplacedTag("!!map"), "1:4-1:9")
    expect("a: !!seq {b: 1}\n", .misplacedTag("!!seq"), "1:4-1:9")
  }

  @Test func secondDocument() {
    expect("a: 1\n---\nb: 2\n", .secondDocument, "2:1-2:4")
    expect("a: 1\n...\n# c\nb: 2 # d\n", .secondDocument, "4:1-4:5")
    expect("a: 1\n...\n%YAML 1.2\n---\nb: 2\n", .secondDocument, "3:1-3:10")
    expect("--- 1\n--- 2\n", .secondDocument, "2:1-2:4")
    #expect(Reading("a: 1\n---\nb: 2\n").node("a")?.text == "1")
  }

  @Test func documentEndAlone() {
    #expect(Reading("a: 1\n...\n").problems.isEmpty)
    #expect(Reading("a: 1\n...\n...\n# c").problems.isEmpty)
    #expect(Reading("---\na: 1").problems.isEmpty)
  }

  @Test func unknownAliases() {
    expect("a: &x 1\nb: *y\nc: &z 2\n", .unknownAlias("y", anchors: ["x", "z"]), "2:4-2:6")
    expect("a: *x\nb: &x 1\n", .unknownAlias("x", anchors: ["x"]), "1:4-1:6", "2:4-2:6")
    let reading = Reading("a: [*y, 1]\nb: *z\n")
    #expect(reading.problems.map { $0.range.places } == ["1:5-1:7", "2:4-2:6"])
    #expect(reading.node("a", 0)?.isPlaceholder == true)
    #expect(reading.node("a", 0)?.range.places == "1:5-1:7")
    #expect(reading.node("a", 1)?.isPlaceholder == false)
  }

  @Test func recursiveAliases() {
    expect("a: &x [1, *x]\n", .recursiveAlias("x"), "1:11-1:13", "1:4-1:6")
    expect("&x\na:\n  b: *x\n", .recursiveAlias("x"), "3:6-3:8", "1:1-1:3")
    #expect(Reading("a: &x [1, *x]\n").node("a", 1)?.isPlaceholder == true)
  }

  @Test func nonScalarKeys() {
    expect("[1, 2]: a\nb: 1\n", .nonScalarKey, "1:1-1:7")
    expect("? {a: 1}\n: b\nc: 1\n", .nonScalarKey, "1:3-1:9")
    expect("a: &x [1]\n*x : b\n", .nonScalarKey, "2:1-2:3")
    #expect(Reading("[1, 2]: a\nb: 1\n").entries().map { $0.name } == ["b"])
  }

  @Test func directives() {
    expect("%FOO bar # c\n---\na: 1\n", .unknownDirective("FOO"), "1:1-1:9")
    expect("# c\n%TAG ! tag:x:\n---\na: 1\n", .unknownDirective("TAG"), "2:1-2:14")
    expect("%YAML 1.3\n---\na: 1\n", .unsupportedVersion("1.3"), "1:1-1:10")
    expect("%YAML 1.2 x\n---\na: 1\n", .unsupportedVersion("1.2 x"), "1:1-1:12")
    expect("%YAML\n---\na: 1\n", .unsupportedVersion(""), "1:1-1:6")
    #expect(Reading("%YAML 1.1\n---\na: 1\n").problems.isEmpty)
    #expect(Reading("%YAML 1.2 # c\n---\na: 1\n").problems.isEmpty)
    #expect(Reading("%FOO\n%YAML 1.3\n---\na: 1\n").problems.count == 2)
    #expect(Reading("%FOO\n---\na: 1\n").node("a")?.text == "1")
    // Inside the document a percent sign starts no directive.
    #expect(Reading("a: |\n  x\n%YAML 9\n").problems.map { $0.kind } == [.reservedCharacter("%")])
  }

  @Test func everythingIsReportedInOnePassAndInOrder() {
    let reading = Reading("a: *x\nb: !t 1\n[k]: 1\na: 2\nc: {<<: 1, d: !u 1}\n---\n")
    #expect(
      reading.problems.map { $0.kind } == [
        .unknownAlias("x", anchors: []), .unknownTag("!t"), .nonScalarKey, .duplicateKey("a"),
        .invalidMerge, .unknownTag("!u"), .secondDocument,
      ])
    #expect(reading.problems.map { $0.range.start.line } == [1, 2, 3, 4, 5, 5, 6])
  }

  @Test func notUTF8() {
    // "a: é" in Latin-1, after a two-byte é on the line before.
    expect(
      bytes: Array("é: 1\na: ".utf8) + [0xE9, 0x0A], .notUTF8(byteOffset: 9, encoding: nil),
      "2:4-2:5")
    // Stray continuation, overlong slash, surrogate, past U+10FFFF, cut short.
    for bad: [UInt8] in [
      [0x80], [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0xC3],
    ] {
      expect(bytes: [0x61] + bad, .notUTF8(byteOffset: 1, encoding: nil), "1:2-1:3")
    }
  }

  @Test func otherEncodings() {
    let marks: [([UInt8], ForeignEncoding)] = [
      ([0xFF, 0xFE, 0x61, 0x00], .utf16LittleEndian),
      ([0xFE, 0xFF, 0x00, 0x61], .utf16BigEndian),
      ([0xFF, 0xFE, 0x00, 0x00, 0x61, 0x00, 0x00, 0x00], .utf32LittleEndian),
      ([0x00, 0x00, 0xFE, 0xFF, 0x00, 0x00, 0x00, 0x61], .utf32BigEndian),
    ]
    for (bytes, encoding) in marks {
      expect(bytes: bytes, .notUTF8(byteOffset: 0, encoding: encoding), "1:1-1:1")
    }
  }

  @Test func forbiddenCharacters() {
    expect(bytes: Array("a: x\u{0}y".utf8), .forbiddenCharacter("\u{0}"), "1:5-1:6")
    expect(bytes: Array("a:\n  'b\u{1B}'".utf8), .forbiddenCharacter("\u{1B}"), "2:5-2:6")
    expect(bytes: Array("# \u{7F}\n".utf8), .forbiddenCharacter("\u{7F}"), "1:3-1:4")
    expect(bytes: Array("# \u{80}\n".utf8), .forbiddenCharacter("\u{80}"), "1:3-1:4")
    expect(bytes: Array("a: 1\n\u{FEFF}b: 2\n".utf8), .forbiddenCharacter("\u{FEFF}"), "2:1-2:2")
    // As escapes in quotes they are allowed.
    #expect(Reading("\"\\0\\e\\uFEFF\"").node()?.text == "\u{0}\u{1B}\u{FEFF}")
  }
}
