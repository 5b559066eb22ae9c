/// Why a formula has no value. Offsets count UTF-8 bytes from the formula's first character (behind
/// the `=`).
package enum FormulaError: Error, Sendable, Hashable {
  case unknownVariable(name: String, offset: Int)
  /// Something stands where a number, a name or a parenthesis should.
  case unexpected(text: String, offset: Int)
  /// The formula ends where something must follow.
  case unexpectedEnd
  case unclosedParenthesis(offset: Int)
  case divisionByZero(offset: Int)
  /// The value is no finite number.
  case notFinite
  case tooDeep(limit: Int)
}
