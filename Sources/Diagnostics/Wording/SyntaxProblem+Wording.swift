package import YAML

extension SyntaxProblem {
  /// The problem in words.
  package var diagnostic: Diagnostic {
    let (code, message, advice, relatedText) = wording
    return Diagnostic(
      code, message, at: range, advice, related: related.map { ($0, relatedText) })
  }

  private typealias Wording = (DiagnosticCode, String, advice: String, related: String)

  private var wording: Wording {
    switch kind {
    case .notUTF8(_, let encoding): Self.encoding(encoding)
    case .forbiddenCharacter(let scalar):
      (
        .forbiddenCharacter, "YAML bars the character \(Self.spell(scalar))",
        "remove it, or write it as an escape in double quotes", ""
      )
    case .fileTooLarge(let bytes, let limit):
      (
        .tooLarge, "the file has \(bytes) bytes; at most \(limit) are read",
        "is this an experiment file?", ""
      )
    case .tooDeep(let limit):
      (.tooLarge, "more than \(limit) lists and mappings inside one another", "make it flatter", "")
    case .tooManyNodes(let limit):
      (
        .tooLarge, "more than \(limit) values, each alias counted with all it stands for",
        "use fewer, or smaller, aliases", ""
      )
    case .tooManyProblems(let limit):
      (.tooLarge, "more than \(limit) problems", "is this an experiment file?", "")
    case .tabIndentation, .mappingValueNotAllowed, .missingSpaceAfterColon, .missingColon,
      .keyTooLong, .unexpectedIndentation, .expectedKey, .expectedListItem, .listItemNotAllowed,
      .keyNotAllowed:
      layout
    case .textAfterValue, .expectedValue, .unclosedQuote, .unclosedBracket, .mismatchedBracket,
      .missingComma, .reservedCharacter, .unknownEscape, .malformedEscape:
      value
    default: structure
    }
  }

  private static func encoding(_ encoding: ForeignEncoding?) -> Wording {
    let name: String? =
      switch encoding {
      case .utf16LittleEndian, .utf16BigEndian: "UTF-16"
      case .utf32LittleEndian, .utf32BigEndian: "UTF-32"
      case nil: nil
      }
    let message = name.map { "the file is \($0), not UTF-8" } ?? "the file is not UTF-8 here"
    return (.encoding, message, "save it as UTF-8", "")
  }

  /// Indentation, keys and colons.
  private var layout: Wording {
    switch kind {
    case .tabIndentation:
      (.tabIndentation, "a tab cannot indent in YAML", "use spaces", "")
    case .mappingValueNotAllowed:
      (.colon, "a `:` inside a value", "put the value in quotes, or start a new line", "")
    case .missingSpaceAfterColon:
      (.colon, "no space behind the `:`", "write a space after the colon", "")
    case .missingColon:
      (.colon, "a key without a `:`", "write `key: value`", "")
    case .keyTooLong(let limit):
      (
        .colon, "a key of more than \(limit) characters",
        "is the quote or colon before it missing?", ""
      )
    case .unexpectedIndentation:
      (
        .indentation, "this line is indented unlike those around it",
        "give keys of one mapping the same indentation", "the lines before begin here"
      )
    case .expectedKey:
      (
        .indentation, "a list item among the keys of a mapping",
        "indent it under its key, or write `key: value`", "the mapping begins here"
      )
    case .expectedListItem:
      (
        .indentation, "a line without `-` among the items of a list",
        "begin it with `- `, or indent it under an item", "the list begins here"
      )
    case .listItemNotAllowed:
      (.indentation, "a list item cannot begin here", "put it on a line of its own", "")
    default:
      (.indentation, "a key cannot begin here", "put it on a line of its own", "")
    }
  }

  /// Quotes, brackets and what stands between them.
  private var value: Wording {
    switch kind {
    case .textAfterValue:
      (
        .malformed, "text behind a value that is complete", "remove it, or quote all of it",
        "this value"
      )
    case .expectedValue:
      (.malformed, "a value is missing here", "write one, or remove the comma", "inside this")
    case .unclosedQuote(let quote):
      (
        .quote, "the text is never closed with \(quote)", "add the closing \(quote)",
        "it opens here"
      )
    case .unclosedBracket(let bracket):
      (
        .bracket, "`\(bracket)` is never closed",
        "add the closing `\(Self.closing(bracket))` before this", "it opens here"
      )
    case .mismatchedBracket(let opened, let closed):
      (
        .bracket, "`\(opened)` is closed with `\(closed)`", "write `\(Self.closing(opened))`",
        "it opens here"
      )
    case .missingComma(let bracket):
      (
        .bracket, "two things inside `\(bracket)` without a comma between them",
        "add a comma before this, or the closing `\(Self.closing(bracket))`", "it opens here"
      )
    case .reservedCharacter(let scalar):
      (
        .malformed, "a value cannot begin with \(Self.spell(scalar))",
        "put the value in quotes", ""
      )
    case .unknownEscape(let scalar):
      (
        .quote, "`\\` before \(Self.spell(scalar)) means nothing",
        "write `\\\\` for a backslash, or use single quotes", ""
      )
    default:
      (.quote, "the digits of this escape name no character", "write `\\u` and four digits", "")
    }
  }

  /// Anchors, tags, documents and keys.
  private var structure: Wording {
    switch kind {
    case .emptyDocument:
      (
        .emptyFile, "the file has nothing in it", "an experiment needs `data`, `model`, `training`",
        ""
      )
    case .duplicateKey(let name):
      (.duplicateKey, "the key `\(name)` stands here twice", "remove one", "first defined here")
    case .unknownTag(let tag):
      (.unknownTag, "the tag `\(tag)` means nothing here", "remove it", "")
    case .misplacedTag(let tag):
      (.unknownTag, "the tag `\(tag)` does not fit what follows it", "remove it", "")
    case .malformedTag:
      (.unknownTag, "`!` begins a tag, and this is none", "put the value in quotes", "")
    case .secondDocument:
      (
        .secondDocument, "a second document begins here",
        "one file holds one experiment: make two files", ""
      )
    case .unknownAlias(let name, let anchors):
      (
        .alias, "there is no anchor `&\(name)` before this",
        anchors.isEmpty ? "the file has no anchors" : Suggestion.text(for: name, among: anchors),
        "defined only here"
      )
    case .recursiveAlias(let name):
      (.alias, "`*\(name)` stands inside what it names", "name something else", "it names this")
    case .malformedAlias:
      (.alias, "`*` begins an alias, and no name follows", "put the value in quotes", "")
    case .malformedAnchor:
      (.alias, "`&` begins an anchor, and no name follows", "put the value in quotes", "")
    case .nonScalarKey:
      (.key, "a key must be plain text", "write `key: value`", "")
    case .invalidMerge:
      (.merge, "`<<` takes a mapping, or a list of mappings", "give it one", "it names this")
    case .unknownDirective(let name):
      (.directive, "the directive `%\(name)` means nothing here", "remove it", "")
    case .unsupportedVersion(let version):
      (.directive, "YAML \(version) is not supported", "write YAML 1.2, and no `%YAML` line", "")
    case .malformedBlockHeader:
      (
        .malformed, "only an indicator may stand behind `|` or `>`",
        "begin the text on the next line", ""
      )
    case .missingDocumentStart:
      (.malformed, "a `---` must stand between a directive and the text", "add it", "")
    case .malformed(let words):
      (.malformed, "this is not YAML: \(words)", "", "")
    case .malformedJSON(let expected):
      (.malformed, "this is not JSON: \(expected) must stand here", "", "")
    default:
      preconditionFailure("every kind of problem is worded above")
    }
  }

  private static func closing(_ bracket: Character) -> Character {
    bracket == "[" ? "]" : "}"
  }

  /// A character as text can show it: itself if it is visible, and its number.
  private static func spell(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return scalar.value > 0x20 && scalar.value < 0x7f ? "`\(scalar)`" : code
  }
}
