/// Reads YAML 1.2 through libyaml into a tree of nodes with their ranges.
///
/// Takes time and memory in proportion to the text, and to what aliases stand for, up to the
/// limits; the stack does not grow with the text.
package struct Parser {
  /// Reads one document and everything wrong with it. Problems that leave the rest readable do
  /// not stop the reading.
  package static func parse(_ source: Source, limits: Limits = .standard) -> ParseResult {
    let start = SourcePosition(line: 1, column: 1, offset: 0)
    guard source.bytes.count <= limits.fileSize else {
      let kind = SyntaxProblem.Kind.fileTooLarge(
        bytes: source.bytes.count, limit: limits.fileSize)
      let range = SourceRange(source: source, start: start, end: start)
      return ParseResult(root: nil, problems: [SyntaxProblem(kind: kind, range: range)])
    }
    let text: TextMap
    do {
      text = try TextMap(source)
    } catch {
      return ParseResult(root: nil, problems: [error])
    }
    let preparation = Preparation(text, problemLimit: limits.problems)
    var builder = TreeBuilder(text: text, limits: limits)
    for problem in preparation.problems { builder.report(problem) }
    var events = EventReader(preparation.bytes)
    while !builder.isFinished {
      do throws(Fault) {
        builder.take(try events.next())
      } catch {
        let diagnosis = Diagnosis(text: text, fault: error, openBracket: builder.openBracket)
        builder.stop(diagnosis.problem)
      }
    }
    return builder.result
  }
}

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
