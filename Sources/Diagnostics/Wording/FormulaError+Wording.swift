import Schemas
import YAML

extension FormulaError {
  /// The problem in words.
  ///
  /// - Parameters:
  ///   - text: the formula with its `=`
  ///   - variables: the names that the file defines
  ///   - range: where the formula stands
  func diagnostic(text: String, variables: [String], at range: SourceRange) -> Diagnostic {
    func at(_ offset: Int, _ count: Int = 1) -> SourceRange {
      range.part(of: text, offset: offset + 1, count: count)
    }
    func problem(_ message: String, at range: SourceRange, _ advice: String) -> Diagnostic {
      Diagnostic(.formula, message, at: range, advice)
    }
    switch self {
    case .unknownVariable(let name, let offset):
      return problem(
        "there is no variable `\(name)`", at: at(offset, name.utf8.count),
        variables.isEmpty
          ? "the file defines no `variables`" : Suggestion.text(for: name, among: variables))
    case .laterVariable(let name, let offset):
      return problem(
        "the variable `\(name)` has no value yet", at: at(offset, name.utf8.count),
        "a variable may use only those above it")
    case .unexpected(let found, let offset):
      return problem(
        "`\(found)` cannot stand here in a formula", at: at(offset, found.utf8.count),
        "formulas have numbers, variables, + - * / ^ and ( )")
    case .missingOperator(let next, let offset):
      return problem(
        "an operator is missing before `\(next)`", at: at(offset, next.utf8.count),
        "write + - * / or ^ between two values")
    case .unexpectedEnd(let last):
      return problem(
        "the formula ends too early", at: at(last ?? -1), "a number or a variable must follow")
    case .unclosedParenthesis(let offset):
      return problem("the parenthesis is never closed", at: at(offset), "add `)`")
    case .divisionByZero(let offset):
      return problem("the formula divides by zero", at: at(offset), "check the values around it")
    case .fractionalExponent(let value, let offset):
      return problem(
        "the exponent is \(Double.spell(value)), but only whole ones are possible", at: at(offset),
        "use a whole number behind `^`")
    case .notFinite(let part, let offset):
      let isNumber = part.utf8.count > 1
      return problem(
        isNumber
          ? "`\(part)` is too large for a number" : "`\(part)` gives more than a number can hold",
        at: at(offset, part.utf8.count), "numbers go up to about 1.8e308")
    case .tooDeep(let limit, let offset):
      return problem(
        "more than \(limit) parentheses or powers inside one another", at: at(offset),
        "make it simpler")
    case .tooLong(let limit):
      return problem(
        "the formula is longer than \(limit) characters", at: range.firstLine, "make it simpler")
    }
  }
}
