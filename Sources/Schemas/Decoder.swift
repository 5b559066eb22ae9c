package import YAML

/// What decoding a file needs to know and what it finds: it never stops at the first problem.
package struct Decoder {
  /// The variables that formulas may use.
  package var variables: Variables
  /// How many problems are told. Nobody reads further; as many as of a text that is not YAML.
  package static let problemLimit = Limits.standard.problems

  package private(set) var problems: [DecodingProblem] = []
  private var silentCount = 0
  /// How many values could not be read: those with a problem of their own, and those that follow
  /// from a problem elsewhere and say nothing.
  var troubleCount: Int { problems.count + silentCount }
  /// The name of what is being read: a key, or the name of a choice; nil for the whole file.
  package var owner: SourceRange?

  /// Whether a number may be written as a formula: by people, but not by programs.
  let readsFormulas: Bool

  package init(variables: Variables = Variables(), readsFormulas: Bool = true) {
    self.variables = variables
    self.readsFormulas = readsFormulas
  }

  /// Notes a problem at a place.
  package mutating func report(
    _ kind: DecodingProblem.Kind, at range: SourceRange
  ) {
    // One more tells that there are more.
    guard problems.count <= Self.problemLimit else { return skip() }
    problems.append(DecodingProblem(kind: kind, range: range))
  }

  /// Notes a value that cannot be read because of a problem that is reported elsewhere.
  mutating func skip() {
    silentCount += 1
  }

  /// Notes that a node is of another kind than its key expects; what only holds the place of
  /// something already reported is no problem of its own.
  package mutating func reportType(_ expected: DecodingProblem.Expected, _ node: Node) {
    if node.isPlaceholder { return skip() }
    report(.wrongType(expected: expected, found: node.found), at: node.range)
  }
}
