package import YAML

/// What decoding a file needs to know and what it finds: it never stops at the first problem.
package struct Decoder {
  /// The variables that formulas may use.
  package var variables: Variables
  package private(set) var problems: [DecodingProblem] = []

  package init(variables: Variables = Variables()) {
    self.variables = variables
  }

  /// Notes a problem at a place.
  package mutating func report(
    _ kind: DecodingProblem.Kind, at range: SourceRange, related: SourceRange? = nil
  ) {
    problems.append(DecodingProblem(kind: kind, range: range, related: related))
  }
}
