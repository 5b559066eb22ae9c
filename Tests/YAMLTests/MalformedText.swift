import Testing
import YAML

/// A text that people write, and what is wrong with it. Places are counted by hand.
struct MalformedText: Sendable, CustomTestStringConvertible {
  let text: String
  let kind: SyntaxProblem.Kind
  let range: String
  let related: String?

  init(_ text: String, _ kind: SyntaxProblem.Kind, _ range: String, _ related: String? = nil) {
    self.text = text
    self.kind = kind
    self.range = range
    self.related = related
  }

  var testDescription: String { text.debugDescription }

  static let all: [MalformedText] = [
    // Tabs.
    .init("a:\n\tb: 1\n", .tabIndentation, "2:1-2:2"),
    .init("a:\n  b: 1\n\t\tc: 2\n", .tabIndentation, "3:1-3:3"),
    .init("a:\n-\tb: 1\n", .tabIndentation, "2:2-2:3"),
    .init("a: |\n\tx\n", .tabIndentation, "2:1-2:2"),

    // Colons.
    .init("description: Note: this\n", .mappingValueNotAllowed, "1:18-1:19"),
    .init("a: 1\nb: c: 2\n", .mappingValueNotAllowed, "2:5-2:6"),
    .init("a: 1\nunits:5\nb: 2\n", .missingSpaceAfterColon, "2:6-2:7"),
    .init("units:5\nb: 2\n", .missingSpaceAfterColon, "1:6-1:7"),
    .init("a: 1\nunits:5\n", .missingSpaceAfterColon, "2:6-2:7"),
    .init("- units:5\n  b: 2\n", .missingSpaceAfterColon, "1:8-1:9"),
    .init("a: 1\nunits\nb: 2\n", .missingColon, "2:1-2:6"),
    .init("units # note\nb: 2\n", .textAfterValue, "2:1-2:5", "1:1-1:6"),
    .init("a: 1\nunits 5 # note\n", .missingColon, "2:1-2:8"),
    .init(
      "a: 1\n" + String(repeating: "k", count: 1100) + ": 2\n", .keyTooLong(limit: 1024),
      "2:1-2:1101"),

    .init("a: {b:}\n", .missingSpaceAfterColon, "1:6-1:7"),

    // Indentation.
    .init("a: 1\n b: 2\n", .unexpectedIndentation, "2:2-2:3"),
    .init("a:\n    b: 1\n  c: 2\n", .unexpectedIndentation, "3:3-3:7", "1:1-1:3"),
    .init("- a\n - b: 1\n", .unexpectedIndentation, "2:2-2:5"),
    .init("a:\n  - b\n - c\n", .unexpectedIndentation, "3:2-3:5", "1:1-1:3"),
    .init("a: 1\n- b\n", .expectedKey, "2:1-2:4", "1:1-1:5"),
    .init("- a\nb: 1\n", .expectedListItem, "2:1-2:5", "1:1-1:4"),
    .init("a: - b\n", .listItemNotAllowed, "1:4-1:5"),
    .init("a: ? b\n", .keyNotAllowed, "1:4-1:5"),

    // Quotes.
    .init("a: 'x\nb: 1\n", .unclosedQuote("'"), "3:1-3:1", "1:4-1:5"),
    .init("a: 1\nb: \"x\n---\n", .unclosedQuote("\""), "3:1-3:1", "2:4-2:5"),
    .init("a: 'it's'\nb: 1\n", .textAfterValue, "1:8-1:10"),
    .init("a: \"x\" y # note\n", .textAfterValue, "1:8-1:9"),
    .init("a: \"C:\\data\"\n", .unknownEscape("d"), "1:7-1:9"),
    .init("a: \"\\xZZ\"\n", .malformedEscape, "1:5-1:7"),
    .init("a: \"\\uD800\"\n", .malformedEscape, "1:5-1:7"),

    // Brackets.
    .init("a: [1, 2\n", .unclosedBracket("["), "2:1-2:1", "1:4-1:5"),
    .init("a: [1, 2\nb: 3\n", .unclosedBracket("["), "2:1-2:2", "1:4-1:5"),
    .init("a: [1,\n", .unclosedBracket("["), "2:1-2:1", "1:4-1:5"),
    .init("a:\n  - {b: [1, {c: 2}\n", .unclosedBracket("["), "3:1-3:1", "2:9-2:10"),
    .init("a: {b: 1\nc: 2\n", .unclosedBracket("{"), "2:1-2:2", "1:4-1:5"),
    .init("a: [1, 2}\n", .mismatchedBracket(opened: "[", closed: "}"), "1:9-1:10", "1:4-1:5"),
    .init("a: {b: 1]\n", .mismatchedBracket(opened: "{", closed: "]"), "1:9-1:10", "1:4-1:5"),
    .init("a: {b: 1 c: 2}\n", .missingComma("{"), "1:11-1:12", "1:4-1:5"),
    .init("a: ['x' 'y']\n", .missingComma("["), "1:9-1:10", "1:4-1:5"),
    .init("a: [1,, 2]\n", .expectedValue, "1:7-1:8", "1:4-1:5"),
    .init("a: ]\n", .expectedValue, "1:4-1:5"),
    .init("a: [1, 2] 3\n", .textAfterValue, "1:11-1:12"),
    .init("[1, 2]\nb: 3\n", .textAfterValue, "2:1-2:5", "1:1-1:7"),

    // Indicators.
    .init("a: @x\n", .reservedCharacter("@"), "1:4-1:5"),
    .init("a: `x`\n", .reservedCharacter("`"), "1:4-1:5"),
    .init("a: %x\n", .reservedCharacter("%"), "1:4-1:5"),
    .init("files: *.csv\n", .malformedAlias, "1:8-1:13"),
    .init("a: & b\n", .malformedAnchor, "1:4-1:5"),
    .init("a: !<x b\n", .malformedTag, "1:4-1:7"),
    .init("a: | text\n  b\n", .malformedBlockHeader, "1:4-1:10"),
    .init("a: !e!f 1\n", .unknownTag("!e!f"), "1:4-1:8"),
    .init("a: &x !e!f 1\n", .unknownTag("!e!f"), "1:7-1:11"),
    .init("%YAML 1.2\na: 1\n", .missingDocumentStart, "2:1-2:2"),
    .init(
      "%YAML 1.2\n%YAML 1.2\n---\na: 1\n", .malformed("found duplicate %YAML directive"),
      "2:1-2:2"),
  ]
}
