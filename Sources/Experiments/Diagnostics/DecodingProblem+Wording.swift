package import Schemas
import YAML

extension DecodingProblem {
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
      return Diagnostic(
        .missingKey, "\(Self.owner(owner)) needs `\(name)`", at: range.firstLine,
        "add `\(name)`: \(summary.prefix(1).lowercased() + summary.dropFirst())")
    case .wrongType(let expected, let found):
      return Diagnostic(
        .wrongType, "\(Self.spell(expected)) is needed here, not \(found)", at: range.firstLine,
        Self.advice(expected, found))
    case .outOfRange(let value, let constraint):
      return Diagnostic(
        .outOfRange, "\(value) is not allowed here", at: range,
        "it must be \(Self.spell(constraint))")
    case .notInteger(let value):
      return Diagnostic(
        .notInteger, "an integer is needed here, not \(value)", at: range,
        "write a whole number of at most 2^53")
    case .notFinite(let value):
      return Diagnostic(
        .notFinite, "a finite number is needed here, not \(value)", at: range, "write a number")
    case .unknownChoice(let name, let kind, let known):
      return Diagnostic(
        .unknownChoice, "there is no \(kind) `\(name)`", at: range,
        Suggestion.text(for: name, among: known))
    case .severalChoices(let kind, let count):
      return Diagnostic(
        .severalChoices, "one \(kind) is needed here, not \(count)", at: range.firstLine,
        "begin each with `- `, or indent its arguments further")
    case .formula(let error, let text, let variables):
      return Self.diagnostic(error, text, variables, range)
    case .variableName(let name):
      return Diagnostic(
        .variableName, "`\(name)` cannot be a variable", at: range,
        "use letters, digits and `_`, not a digit first")
    }
  }

  private static func diagnostic(
    _ error: FormulaError, _ text: String, _ variables: [String], _ range: SourceRange
  ) -> Diagnostic {
    func at(_ offset: Int, count: Int) -> SourceRange {
      range.part(of: text, offset: offset + 1, count: count)
    }
    switch error {
    case .unknownVariable(let name, let offset):
      let advice =
        variables.isEmpty
        ? "the file defines no `variables`" : Suggestion.text(for: name, among: variables)
      return Diagnostic(
        .formula, "there is no variable `\(name)`", at: at(offset, count: name.utf8.count), advice)
    case .unexpected(let found, let offset):
      return Diagnostic(
        .formula, "`\(found)` cannot stand here in a formula",
        at: at(offset, count: found.utf8.count),
        "formulas have numbers, variables, + - * / ^ and ( )")
    case .unexpectedEnd:
      return Diagnostic(
        .formula, "the formula ends too early", at: range, "a number or a variable must follow")
    case .unclosedParenthesis(let offset):
      return Diagnostic(
        .formula, "the parenthesis is never closed", at: at(offset, count: 1), "add `)`")
    case .divisionByZero(let offset):
      return Diagnostic(
        .formula, "the formula divides by zero", at: at(offset, count: 1),
        "check the variables' values")
    case .notFinite:
      return Diagnostic(
        .formula, "the formula's value is too large for a number", at: range,
        "check the variables' values")
    case .tooDeep(let limit):
      return Diagnostic(
        .formula, "more than \(limit) parentheses or powers inside one another", at: range,
        "make it simpler")
    }
  }

  private static func owner(_ title: String) -> String {
    title.first?.isUppercase == true || title == "experiment"
      ? (title == "experiment" ? "an experiment" : title) : "`\(title)`"
  }

  /// What its members are called: a layer has arguments, a section has keys.
  private static func member(_ owner: String) -> String {
    owner.first?.isUppercase == true ? "argument" : "key"
  }

  private static func spell(_ expected: Expected) -> String {
    switch expected {
    case .integer: "an integer"
    case .number: "a number"
    case .boolean: "`true` or `false`"
    case .string: "text"
    case .list: "a list"
    case .mapping: "a mapping"
    case .choice(let kind): "aeiou".contains(kind.prefix(1)) ? "an \(kind)" : "a \(kind)"
    }
  }

  private static func advice(_ expected: Expected, _ found: String) -> String {
    switch expected {
    case .integer where found.hasPrefix("the text"), .number where found.hasPrefix("the text"):
      "remove the quotes"
    case .integer: "write a whole number, or a formula such as `=length`"
    case .number: "write a number, or a formula such as `=length`"
    case .boolean:
      switch found.lowercased() {
      case "`yes`", "`on`", "`y`", "`1`": "write `true`"
      case "`no`", "`off`", "`n`", "`0`": "write `false`"
      default: "write one of them"
      }
    case .string: "write some, in quotes if in doubt"
    case .list: "write `[a, b]`, or lines that begin with `- `"
    case .mapping: "write `key: value`"
    case .choice(let kind): "write its name, or `Name: {arguments}` for a \(kind)"
    }
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
