import Diagnostics
import YAML

/// A text with a place in it, for tests of how places are shown.
enum Pointing {
  /// The first occurrence of `part` in a text.
  static func range(of part: String, in text: String, name: String = "x.yaml") -> SourceRange {
    let source = Source(name: name, bytes: Array(text.utf8))
    let all = Array(text.unicodeScalars)
    let wanted = Array(part.unicodeScalars)
    let start = (0...(all.count - wanted.count)).first {
      all[$0..<$0 + wanted.count] == wanted[...]
    }
    guard let start else { fatalError("\(part) is not in the text") }
    func position(_ index: Int) -> SourcePosition {
      let before = all[..<index]
      let line = before.split(separator: "\n", omittingEmptySubsequences: false)
      let offset = before.reduce(0) { $0 + UTF8.width($1) }
      return SourcePosition(
        line: line.count, column: (line.last?.count ?? 0) + 1, offset: offset)
    }
    return SourceRange(
      source: source, start: position(start), end: position(start + wanted.count))
  }

  /// How a problem there is shown, with the advice "here".
  static func shown(_ part: String, in text: String, advice: String = "here") -> String {
    DiagnosticRenderer(style: .plain).text(
      Diagnostic(.wrongType, "a message", at: range(of: part, in: text), advice))
  }
}
