/// What was read and what is wrong with it.
package struct ParseResult: Sendable {
  /// The document's value; nil if there is none, or if a problem stopped the reading.
  package let root: Node?
  /// In the order of the source.
  package let problems: [SyntaxProblem]

  package init(root: Node?, problems: [SyntaxProblem]) {
    self.root = root
    self.problems = problems
  }
}
