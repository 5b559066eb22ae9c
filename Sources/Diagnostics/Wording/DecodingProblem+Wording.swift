package import Schemas
import YAML

extension DecodingProblem {
  /// The most entries of a catalogue that a message lists.
  private static let choicesToList = 12

  /// The problem in words.
  package var diagnostic: Diagnostic {
    switch kind {
    case .unknownKey(let name, let owner, let known):
      return Diagnostic(
        .unknownKey, "\(Self.owner(owner)) has no \(Self.member(owner)) `\(name)`", at: range,
        Suggestion.text(for: name, among: known))
    case .unsupportedKey(let name, let owner):
      return Diagnostic(
        .notSupported, "`\(name)` of \(Self.owner(owner)) is not supported yet", at: range,
        "Keras has it, lstm-lab does not: remove it")
    case .missingKey(let name, let owner, let summary):
      let message = "\(Self.owner(owner)) needs `\(name)`"
      let advice = "add `\(name)`: \(Self.phrase(summary))"
      // The whole file lacks it: no line is the one to point at.
      return owner == "experiment"
        ? Diagnostic(.missingKey, message, file: range.source.name, help: advice)
        : Diagnostic(.missingKey, message, at: range.firstLine, advice)
    case .exclusiveKeys(let first, let second, let owner):
      return Diagnostic(
        .unknownKey, "\(Self.owner(owner)) has both `\(first)` and `\(second)`",
        at: range.firstLine,
        "keep one of them: `\(first)` for one, `\(second)` for several with names")
    case .alternatives(let names, let owner):
      let list = names.dropLast().map { "`\($0)`" }.joined(separator: ", ")
      return Diagnostic(
        .unknownKey, "\(Self.owner(owner)) takes only one of \(list) and `\(names.last ?? "")`",
        at: range, "keep one of them")
    case .wrongType(let expected, let found):
      return Diagnostic(
        .wrongType, "\(expected.words) is needed here, not \(found.words)", at: range.firstLine,
        expected.advice(insteadOf: found))
    case .outOfRange(let value, let constraint):
      return Diagnostic(
        .outOfRange, "\(value) is not allowed here", at: range,
        "it must be \(Self.spell(constraint))")
    case .notInteger(let value):
      return Diagnostic(
        .notInteger, "an integer is needed here, not \(value)", at: range,
        "write a whole number")
    case .integerTooLarge(let value, let limit):
      return Diagnostic(
        .outOfRange, "\(value) is too large", at: range,
        "at most \(limit) is possible, which is 2^53")
    case .notFinite(let value):
      return Diagnostic(
        .notFinite, "a finite number is needed here, not \(value)", at: range,
        "numbers go up to about 1.8e308")
    case .unknownChoice(let name, let kind, let known):
      return Diagnostic(
        .unknownChoice, "there is no \(kind) `\(name)`", at: range,
        known.count > Self.choicesToList && Suggestion.nearest(to: name, among: known) == nil
          ? "`lstm-lab schema --markdown` tells which there are"
          : Suggestion.text(for: name, among: known))
    case .severalChoices(let kind, let count):
      return Diagnostic(
        .severalChoices, "one \(kind) is needed here, not \(count)", at: range.firstLine,
        ["layer", "transformation"].contains(kind)
          ? "begin each with `- `, or indent its arguments further" : "keep one of them")
    case .formula(let error, let text, let variables):
      return error.diagnostic(text: text, variables: variables, at: range)
    case .name(let name, let reserved):
      return Diagnostic(
        .variableName, "`\(name)` cannot be a name here", at: range,
        "use letters, digits, `_`, `-` and `.`; \(Suggestion.list(reserved)) mean something else")
    case .tooManyVariables(let count, let limit):
      return Diagnostic(
        .tooLarge, "the file has \(count) variables; at most \(limit) are allowed", at: range,
        "compute some of them, or write them where they are used")
    case .variableName(let name):
      return Diagnostic(
        .variableName, "`\(name)` cannot be a variable", at: range,
        "use letters, digits and `_`, not a digit first")
    }
  }

  /// A sentence as part of another.
  private static func phrase(_ sentence: String) -> String {
    let rest = sentence.dropFirst()
    return sentence.prefix(1).lowercased() + (rest.hasSuffix(".") ? rest.dropLast() : rest)
  }

  private static func owner(_ title: String) -> String {
    title.first?.isUppercase == true || title == "experiment"
      ? (title == "experiment" ? "an experiment" : title) : "`\(title)`"
  }

  /// What its members are called: a layer has arguments, a section has keys.
  private static func member(_ owner: String) -> String {
    owner.first?.isUppercase == true ? "argument" : "key"
  }

  private static func spell(_ constraint: Constraint) -> String {
    switch constraint {
    case .none: "a number"
    case .atLeast(let low): "at least \(Double.spell(low))"
    case .above(let low): "greater than \(Double.spell(low))"
    case .within(let low, let high): "from \(Double.spell(low)) to \(Double.spell(high))"
    case .upTo(let low, let high):
      "at least \(Double.spell(low)) and less than \(Double.spell(high))"
    }
  }
}

extension DecodingProblem.Expected {
  /// "an integer".
  package var words: String {
    switch self {
    case .integer: "an integer"
    case .number: "a number"
    case .boolean: "`true` or `false`"
    case .string: "text"
    case .list: "a list"
    case .mapping: "a mapping"
    case .listOrText(let text): "`\(text)` or a list"
    case .choice(let kind): "aeiou".contains(kind.prefix(1)) ? "an \(kind)" : "a \(kind)"
    }
  }

  /// What to write.
  func advice(insteadOf found: DecodingProblem.Found) -> String {
    switch (self, found) {
    case (.integer, .quoted(let text)) where Double(text) != nil,
      (.number, .quoted(let text)) where Double(text) != nil:
      return "remove the quotes"
    case (.integer, .tagged), (.number, .tagged), (.boolean, .tagged): return "remove the tag"
    case (.boolean, .quoted("true")), (.boolean, .quoted("false")): return "remove the quotes"
    case (.number, .plain(let text))
    where text.contains(",") && Double(Self.withPoint(text)) != nil,
      (.number, .quoted(let text))
    where text.contains(",") && Double(Self.withPoint(text)) != nil:
      return "decimals follow a point: write `\(Self.withPoint(text))`"
    case (.boolean, .plain(let text)):
      switch text.lowercased() {
      case "yes", "on", "y", "1": return "write `true`"
      case "no", "off", "n", "0": return "write `false`"
      default: return usualAdvice
      }
    default: return usualAdvice
    }
  }

  private var usualAdvice: String {
    switch self {
    case .integer: "write a whole number, or a formula such as `=length`"
    case .number: "write a number, or a formula such as `=length`"
    case .boolean: "write one of them"
    case .string: "write some, in quotes if in doubt"
    case .list: "write `[a, b]`, or lines that begin with `- `"
    case .mapping(let keys) where keys.isEmpty: "write `key: value`"
    case .mapping(let keys): "write `key: value`; the keys are \(Suggestion.list(keys))"
    case .listOrText(let text): "write `\(text)`, or a list such as `[a, b]`"
    case .choice(let kind):
      "write the name of \(words), or `Name: {arguments}` if the \(kind) has any"
    }
  }

  /// A number with a comma as one with a point.
  private static func withPoint(_ text: String) -> String {
    String(text.map { $0 == "," ? "." : $0 })
  }
}

extension DecodingProblem.Found {
  /// Longer texts are clipped; in characters.
  private static let clip = 40

  /// "a list", "`abc`", "the text "abc"".
  package var words: String {
    switch self {
    case .nothing: "nothing"
    case .list: "a list"
    case .mapping: "a mapping"
    case .plain(let text): "`\(Self.clipped(text))`"
    case .quoted(let text), .tagged(let text): "the text \"\(Self.clipped(text))\""
    }
  }

  /// The text's beginning, on one line.
  private static func clipped(_ text: String) -> String {
    let line = String(text.map { $0.isNewline ? " " : $0 })
    return line.count <= clip ? line : line.prefix(clip - 1) + "…"
  }
}
