/// A layer's parameter count written out: `4 * ((features + 1) * units + units^2)` with its terms.
package struct ParameterFormula: Sendable, Hashable {
  /// One name of the formula and its number.
  package struct Term: Sendable, Hashable {
    package let name: String
    package let value: Int
  }

  /// Arithmetic in the language of the experiment files, without the `=`.
  package let text: String
  package let terms: [Term]

  package init(_ text: String, _ terms: [(String, Int)] = []) {
    self.text = text
    self.terms = terms.map { Term(name: $0.0, value: $0.1) }
  }

  /// A layer without parameters.
  package static let none = ParameterFormula("0")
}
