/// Why a formula has no value. Offsets count UTF-8 bytes from the formula's first character (behind
/// the `=`).
package enum FormulaError: Error, Sendable, Hashable {
  case unknownVariable(name: String, offset: Int)
  /// The variable gets its value only after this formula.
  case laterVariable(name: String, offset: Int)
  /// Something stands where a number, a name or a parenthesis should.
  case unexpected(text: String, offset: Int)
  /// Two values follow one another; the text is the second's first word.
  case missingOperator(before: String, offset: Int)
  /// The formula ends where something must follow; the offset is the last character's, nil where
  /// there is none.
  case unexpectedEnd(after: Int?)
  case unclosedParenthesis(offset: Int)
  case divisionByZero(offset: Int)
  /// `^` takes whole exponents; the offset is its own.
  case fractionalExponent(Double, offset: Int)
  /// A number, or what an operator gives, is too large; the text is the number or the operator.
  case notFinite(text: String, offset: Int)
  case tooDeep(limit: Int, offset: Int)
  /// In bytes.
  case tooLong(limit: Int)
}
