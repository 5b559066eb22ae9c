package import Diagnostics
package import YAML

/// A value that takes the place of another in a file: from `--set`, or from one point of a matrix.
package struct Override: Sendable {
  /// The key's parts, between dots: a variable alone, or the way to a key.
  package let components: [String]
  /// Where the key is written.
  package let keyRange: SourceRange
  package let value: Node

  package init(key: String, keyRange: SourceRange, value: Node) {
    components = key.split(separator: ".", omittingEmptySubsequences: false).map { String($0) }
    self.keyRange = keyRange
    self.value = value
  }

  /// Whether a key, as a matrix names it, is the one of an override: a variable may be named alone.
  static func isSame(_ key: String, _ override: Override) -> Bool {
    func whole(_ components: [String]) -> [String] {
      components.first == "variables" ? Array(components.dropFirst()) : components
    }
    let components = key.split(separator: ".", omittingEmptySubsequences: false)
    return whole(components.map { String($0) }) == whole(override.components)
  }

  /// The override that `key=value` on the command line means; the value is read as YAML.
  package static func parse(_ text: String) -> (override: Override?, diagnostics: [Diagnostic]) {
    let source = Source(name: Diagnostic.commandLine, bytes: Array(text.utf8))
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
      let end = SourcePosition(
        line: 1, column: text.unicodeScalars.count + 1, offset: text.utf8.count)
      let range = SourceRange(
        source: source, start: SourcePosition(line: 1, column: 1, offset: 0), end: end)
      return (nil, [CompositionProblem(.overrideForm, at: range).diagnostic])
    }
    let key = text[..<equals]
    // The value is read where it stands, behind blanks for the key, so that its places are right.
    let blanks = String(repeating: " ", count: key.utf8.count + 1)
    let valueText = blanks + text[text.index(after: equals)...]
    let parsed = Parser.parse(Source(name: Diagnostic.commandLine, bytes: Array(valueText.utf8)))
    let problems = parsed.problems.filter { $0.kind != .emptyDocument }
    guard problems.isEmpty else {
      return (nil, problems.map { $0.rebased(to: source).diagnostic })
    }
    let keyRange = SourceRange(
      source: source, start: SourcePosition(line: 1, column: 1, offset: 0),
      end: SourcePosition(
        line: 1, column: key.unicodeScalars.count + 1, offset: key.utf8.count))
    let value =
      parsed.root?.rebased(to: source)
      ?? Node(content: .scalar(Scalar(text: "", isPlain: true, tag: nil)), range: keyRange)
    return (Override(key: String(key), keyRange: keyRange, value: value), [])
  }
}

extension SourceRange {
  fileprivate func rebased(to source: Source) -> SourceRange {
    SourceRange(source: source, start: start, end: end)
  }
}

extension SyntaxProblem {
  fileprivate func rebased(to source: Source) -> SyntaxProblem {
    SyntaxProblem(
      kind: kind, range: range.rebased(to: source), related: related?.rebased(to: source))
  }
}

extension Node {
  /// The same tree, its places in another source that has the same text there.
  fileprivate func rebased(to source: Source) -> Node {
    let content: Content =
      switch self.content {
      case .scalar(let scalar): .scalar(scalar)
      case .sequence(let items): .sequence(items.map { $0.rebased(to: source) })
      case .mapping(let entries):
        .mapping(
          entries.map {
            Entry(
              key: $0.key.rebased(to: source), name: $0.name, value: $0.value.rebased(to: source))
          })
      }
    return Node(content: content, range: range.rebased(to: source))
  }
}
