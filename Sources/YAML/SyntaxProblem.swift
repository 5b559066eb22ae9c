/// Something wrong with a text, whatever the text is about.
package struct SyntaxProblem: Error, Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    // The bytes. These stop the reading.

    /// The bytes at an offset are not UTF-8; the encoding that the byte order mark names, if any.
    case notUTF8(byteOffset: Int, encoding: ForeignEncoding?)
    /// A control character, a byte order mark inside the text, or another that YAML bars.
    case forbiddenCharacter(Unicode.Scalar)
    case fileTooLarge(bytes: Int, limit: Int)

    // Malformed text. These stop the reading.

    /// A tab where the indentation is made.
    case tabIndentation
    /// A `:` inside a value that is not in quotes.
    case mappingValueNotAllowed
    /// `key:value`; the range is the colon.
    case missingSpaceAfterColon
    /// A line among the keys of a mapping that has no colon.
    case missingColon
    /// A key of more characters than a key in one line may have.
    case keyTooLong(limit: Int)
    /// A line that is indented unlike its neighbours; related: the collection that is open.
    case unexpectedIndentation
    /// A line among the keys of a mapping that is no key, such as `- item`; related: the mapping.
    case expectedKey
    /// A line among the items of a list that does not start with `-`; related: the list.
    case expectedListItem
    /// `- item` after a key on the same line.
    case listItemNotAllowed
    /// `? key` where no key may stand.
    case keyNotAllowed
    /// Something after a value that is complete, such as text after a closing quote;
    /// related: the value, if it is the whole document's.
    case textAfterValue
    /// Something else where a value must stand, such as a second comma.
    case expectedValue
    /// The end came before the closing quote; related: the opening quote.
    case unclosedQuote(Character)
    /// The end, or a line that belongs to what is outside, came before the closing bracket;
    /// related: the opening bracket, also in the payload.
    case unclosedBracket(Character)
    /// A closing bracket of the other kind; related: the opening bracket.
    case mismatchedBracket(opened: Character, closed: Character)
    /// Two things without a comma inside brackets; related: the opening bracket, also in the
    /// payload.
    case missingComma(Character)
    /// A character that cannot start a plain scalar: `@`, `` ` `` or `%`.
    case reservedCharacter(Unicode.Scalar)
    /// A backslash before a character that it gives no meaning.
    case unknownEscape(Unicode.Scalar)
    /// A `\x`, `\u` or `\U` whose digits do not name a character.
    case malformedEscape
    case malformedAnchor
    /// A `*` that no name follows: usually a pattern without quotes.
    case malformedAlias
    case malformedTag
    /// Something other than indicators and a comment after `|` or `>`.
    case malformedBlockHeader
    /// A directive that no `---` follows.
    case missingDocumentStart
    /// Anything else, in the words of libyaml.
    case malformed(String)
    /// Text that is not JSON where JSON is needed; what must stand there.
    case malformedJSON(expected: String)

    // Limits. These stop the reading.

    case tooDeep(limit: Int)
    /// Counted after aliases are expanded.
    case tooManyNodes(limit: Int)
    case tooManyProblems(limit: Int)

    // What the text says. The reading goes on.

    /// Nothing but white space and comments.
    case emptyDocument
    /// Related: the first definition, which stays; `<<` counts as a key.
    case duplicateKey(String)
    /// As written.
    case unknownTag(String)
    /// A known tag, as written, on the wrong kind of node, such as `!!int` before a list.
    case misplacedTag(String)
    case secondDocument
    /// The anchors of the document in order; related: the anchor, if it only comes later.
    case unknownAlias(String, anchors: [String])
    /// An alias within what its anchor names; related: the anchor.
    case recursiveAlias(String)
    case nonScalarKey
    /// The value of `<<`, or an item of it, is not a mapping; related: the text at the anchor if
    /// it came through an alias.
    case invalidMerge
    /// The name after `%`.
    case unknownDirective(String)
    /// A `%YAML` other than 1.1 and 1.2, as written.
    case unsupportedVersion(String)
  }

  package let kind: Kind
  package let range: SourceRange
  package let related: SourceRange?

  package init(kind: Kind, range: SourceRange, related: SourceRange? = nil) {
    self.kind = kind
    self.range = range
    self.related = related
  }
}
