package import YAML

/// Something in a file that does not fit the configuration language, and where.
package struct DecodingProblem: Error, Sendable {
  /// What a key expects.
  package enum Expected: Sendable, Hashable {
    case integer, number, boolean, string, list
    /// A mapping; its keys, if they are declared.
    case mapping(keys: [String])
    /// A list, or exactly this text.
    case listOrText(String)
    /// One of a catalogue's entries; its kind, such as "layer".
    case choice(kind: String)
  }

  /// What stands there instead.
  package enum Found: Sendable, Hashable {
    case nothing, list, mapping
    /// A scalar without quotes.
    case plain(String)
    /// A scalar with quotes, or a block of text.
    case quoted(String)
    /// A scalar that its tag makes a text.
    case tagged(String)
  }

  package enum Kind: Sendable, Hashable {
    /// `owner` has no key of this name; `known` are those it has.
    case unknownKey(name: String, owner: String, known: [String])
    /// Keras has this argument, lstm-lab does not.
    case unsupportedKey(name: String, owner: String)
    case missingKey(name: String, owner: String, summary: String)
    /// Two keys of which only one can be given.
    case exclusiveKeys(String, String, owner: String)
    /// Keys of `owner` of which only one can be given.
    case alternatives([String], owner: String)
    case wrongType(expected: Expected, found: Found)
    /// A number that its key does not allow.
    case outOfRange(value: String, constraint: Constraint)
    /// A number with a fraction where an integer is needed.
    case notInteger(value: String)
    /// An integer beyond the limit, where float64 no longer tells neighbours apart.
    case integerTooLarge(value: String, limit: Int)
    case notFinite(value: String)
    case unknownChoice(name: String, kind: String, known: [String])
    /// A choice must be a name or a mapping with one name; `count` is what it has.
    case severalChoices(kind: String, count: Int)
    case formula(FormulaError, text: String, variables: [String])
    /// A name that cannot be given, or that means something else already.
    case name(String, reserved: [String])
    case tooManyVariables(count: Int, limit: Int)
    /// A variable's name that a formula could not use.
    case variableName(String)
  }

  package let kind: Kind
  package let range: SourceRange
}
