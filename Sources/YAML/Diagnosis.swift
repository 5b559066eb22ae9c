/// Finds out what a person got wrong from the complaint at which libyaml gave up.
struct Diagnosis {
  private let text: TextMap
  private let fault: Fault
  private let place: SourcePosition
  private let context: SourcePosition
  private let openBracket: SourcePosition?

  /// libyaml gives up on a key in one line after as many characters, as the YAML specification
  /// allows (section 7.4.2).
  private static let keyLimit = 1024

  /// `openBracket` is the innermost bracket open before the complaint.
  init(text: TextMap, fault: Fault, openBracket: SourcePosition?) {
    self.text = text
    self.fault = fault
    self.openBracket = openBracket
    place = text.position(fault.index)
    context = text.position(fault.contextIndex)
  }

  var problem: SyntaxProblem {
    switch fault.problem {
    case "found character that cannot start any token":
      guard let character = text.scalar(place), character != "\t" else { return tabs }
      return at(.reservedCharacter(character))
    case "found a tab character that violates indentation",
      "found a tab character where an indentation space is expected":
      return tabs
    case "mapping values are not allowed in this context": return unexpectedColon
    case "found unexpected ':'": return at(.missingSpaceAfterColon)
    case "could not find expected ':'": return missingColon(context)
    case "block sequence entries are not allowed in this context": return at(.listItemNotAllowed)
    case "mapping keys are not allowed in this context": return at(.keyNotAllowed)
    case "did not find expected key": return unexpectedLine(.expectedKey)
    case "did not find expected '-' indicator": return unexpectedLine(.expectedListItem)
    case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
      return insideBracket(context) { .missingComma($0) }
    case "did not find expected node content":
      guard let openBracket else { return at(.expectedValue) }
      return insideBracket(openBracket) { _ in .expectedValue }
    case "found undefined tag handle":
      // Without the node's anchor, if it comes first.
      let tag = Properties(text, at: context, count: 2).tag ?? word(context)
      return SyntaxProblem(kind: .unknownTag(text.text(tag)), range: tag)
    case "did not find expected <document start>": return at(.missingDocumentStart)
    default: return scanning
    }
  }

  // MARK: - Ranges

  private func at(_ kind: SyntaxProblem.Kind) -> SyntaxProblem {
    SyntaxProblem(kind: kind, range: text.character(place))
  }

  private func word(_ start: SourcePosition) -> SourceRange {
    var offset = start.offset
    while let byte = text.byte(offset), !TextLine.isBlank(byte), !TextLine.isBreak(byte) {
      offset += 1
    }
    return text.range(start, text.position(from: start, toOffset: offset))
  }

  private func restOfLine(_ start: SourcePosition) -> SourceRange {
    text.range(start, max(start, TextLine(text, at: start).content.end))
  }

  /// The run of tabs that the place lies in.
  private var tabs: SyntaxProblem {
    var offset = place.offset
    while text.byte(offset) == UInt8(ascii: "\t") { offset += 1 }
    let range = text.range(place, text.position(from: place, toOffset: offset))
    return SyntaxProblem(kind: .tabIndentation, range: range)
  }

  // MARK: - Inside one token

  private var scanning: SyntaxProblem {
    switch fault.context {
    case "while scanning a quoted scalar", "while parsing a quoted scalar": return quoted
    case "while scanning an anchor":
      return SyntaxProblem(kind: .malformedAnchor, range: word(context))
    case "while scanning an alias":
      return SyntaxProblem(kind: .malformedAlias, range: word(context))
    case "while scanning a tag", "while parsing a tag":
      return SyntaxProblem(kind: .malformedTag, range: word(context))
    case "while scanning a directive", "while scanning a %YAML directive",
      "while scanning a %TAG directive":
      // Those before the document were checked, so this one stands in it.
      return SyntaxProblem(kind: .reservedCharacter("%"), range: text.character(context))
    case "while scanning a block scalar":
      return SyntaxProblem(kind: .malformedBlockHeader, range: restOfLine(context))
    default:
      let words = [fault.context, fault.problem].compactMap { $0 }.joined(separator: ": ")
      return at(.malformed(words))
    }
  }

  private var quoted: SyntaxProblem {
    let quote = text.scalar(context).map { Character($0) } ?? "\""
    let isEnd = ["found unexpected end of stream", "found unexpected document indicator"]
    if isEnd.contains(fault.problem) {
      let end = text.range(place, place)
      return SyntaxProblem(
        kind: .unclosedQuote(quote), range: end, related: text.character(context))
    }
    // The complaint is at the backslash or, when digits are missing, behind `\x`.
    let isBackslash = text.byte(place.offset) == UInt8(ascii: "\\")
    let start =
      isBackslash
      ? place
      : SourcePosition(line: place.line, column: place.column - 2, offset: place.offset - 2)
    let letter = text.after(start)
    let isUnknown = fault.problem == "found unknown escape character"
    let kind = isUnknown ? text.scalar(letter).map { SyntaxProblem.Kind.unknownEscape($0) } : nil
    return SyntaxProblem(
      kind: kind ?? .malformedEscape, range: text.range(start, text.after(letter)))
  }

  // MARK: - Keys and indentation

  /// A colon where no key can end: in a value, on a line indented too far, or after a line that
  /// was meant as a key.
  private var unexpectedColon: SyntaxProblem {
    let line = TextLine(text, at: place)
    let isInValue = line.keyColon(from: line.content.start, before: place) != nil
    guard !isInValue, let previous = line.previous else { return at(.mappingValueNotAllowed) }
    let isItem = text.scalar(line.content.start) == "-" && line.indentation > previous.indentation
    let hasKey =
      previous.keyColon(from: previous.content.start, before: previous.content.end) != nil
    if !isItem, !hasKey {
      return missingColon(previous.content.start)
    }
    if line.indentation > previous.indentation {
      let range = text.range(line.content.start, place)
      return SyntaxProblem(kind: .unexpectedIndentation, range: range)
    }
    return at(.mappingValueNotAllowed)
  }

  /// A line that starts like a key and does not go on as one.
  private func missingColon(_ start: SourcePosition) -> SyntaxProblem {
    if place.line == start.line, place.offset - start.offset > Self.keyLimit {
      return SyntaxProblem(kind: .keyTooLong(limit: Self.keyLimit), range: text.range(start, place))
    }
    if let colon = TextLine(text, at: start).tightColon(from: start) {
      return SyntaxProblem(kind: .missingSpaceAfterColon, range: text.character(colon))
    }
    return SyntaxProblem(kind: .missingColon, range: restOfLine(start))
  }

  /// Something other than the next key or item of the block collection at `context`.
  private func unexpectedLine(_ kind: SyntaxProblem.Kind) -> SyntaxProblem {
    let rest = restOfLine(place)
    let line = TextLine(text, at: place)
    guard line.starts(at: place) else {
      return SyntaxProblem(kind: .textAfterValue, range: rest)
    }
    let isAligned = place.column == context.column
    return SyntaxProblem(
      kind: isAligned ? kind : .unexpectedIndentation, range: rest, related: restOfLine(context))
  }

  // MARK: - Brackets

  /// Something unexpected after the bracket at `open`.
  private func insideBracket(
    _ open: SourcePosition, otherwise: (Character) -> SyntaxProblem.Kind
  ) -> SyntaxProblem {
    let bracket = text.scalar(open).map { Character($0) } ?? "["
    let related = text.character(open)
    let found = text.scalar(place)
    if let found, found == "]" || found == "}", (found == "]") != (bracket == "[") {
      return SyntaxProblem(
        kind: .mismatchedBracket(opened: bracket, closed: Character(found)),
        range: text.character(place), related: related)
    }
    let line = TextLine(text, at: place)
    let isOutside =
      place.line > open.line && line.indentation <= TextLine(text, at: open).indentation
    if found == nil || isOutside {
      let end = found == nil ? place : line.content.start
      return SyntaxProblem(
        kind: .unclosedBracket(bracket), range: text.character(end), related: related)
    }
    return SyntaxProblem(kind: otherwise(bracket), range: text.character(place), related: related)
  }
}
