import Documents
import YAML

/// Diagnostics as text: the place, the message, the line with a caret, and what to do.
package struct DiagnosticRenderer: Sendable {
  private let style: TextStyle

  /// A line of the file is shown up to this width; longer ones are clipped around the place.
  private static let clip = 160
  /// Bytes looked at on both sides of a place: characters take at most four.
  private static let reach = 4 * clip + 4
  /// A message may quote a name of any length; more of it tells nobody anything. In characters.
  private static let messageClip = 500

  package init(style: TextStyle) {
    self.style = style
  }

  /// The diagnostic, without a line feed at the end.
  package func text(_ diagnostic: Diagnostic) -> String {
    var place = DisplayWidth.expanded(diagnostic.file)
    if let start = diagnostic.label?.range.start { place += ":\(start.line):\(start.column)" }
    let kind = style.error("error[\(diagnostic.code.rawValue)]")
    let message = DisplayWidth.expanded(Self.clipped(diagnostic.message))
    var lines = ["\(style.strong(place)): \(kind): \(style.strong(message))"]
    let labels = [diagnostic.label, diagnostic.related].compactMap { $0 }
    let width = labels.map { String($0.range.start.line).count }.max() ?? 0
    for (index, label) in labels.enumerated() {
      if label.range.source.name != diagnostic.file {
        let start = label.range.start
        let name = DisplayWidth.expanded(label.range.source.name)
        lines.append("  \(name):\(start.line):\(start.column):")
      }
      lines += excerpt(label, numberWidth: max(width, 4), isMain: index == 0)
    }
    if let help = diagnostic.help { lines.append("  = \(DisplayWidth.expanded(help))") }
    return lines.map { $0.removingTrailingSpaces }.joined(separator: "\n")
  }

  private static func clipped(_ message: String) -> String {
    // Counting the characters of a long text takes long.
    guard message.utf8.count > messageClip else { return message }
    let start = message.unicodeScalars.prefix(messageClip)
    return start.endIndex < message.endIndex ? String(start) + "…" : message
  }

  private func excerpt(
    _ label: Diagnostic.Label, numberWidth: Int, isMain: Bool
  ) -> [String] {
    let start = label.range.start
    let (head, tail, isCut) = label.range.source.excerpt(around: start, reach: Self.reach)
    let from = head.unicodeScalars.count
    let scalars = Array((head + tail).unicodeScalars)
    let end = label.range.firstLine.end
    let to = min(from + max(end.column - start.column, 0), scalars.count)
    let skipped = from > Self.clip * 3 / 4 ? from - Self.clip / 2 : 0
    let shown = scalars[skipped..<min(scalars.count, skipped + Self.clip)]

    let number = String(start.line)
    let margin = String(repeating: " ", count: numberWidth - number.count)
    let dots = skipped > 0 ? "…" : ""
    let before = dots + DisplayWidth.expanded(scalars[skipped..<from])
    let marked = DisplayWidth.expanded(scalars[from..<min(to, shown.endIndex)])
    let carets = String(repeating: "^", count: max(1, DisplayWidth.of(marked)))
    let isClipped = isCut || shown.endIndex < scalars.count
    let text = dots + DisplayWidth.expanded(shown) + (isClipped ? "…" : "")
    let blank = String(repeating: " ", count: DisplayWidth.of(before))
    let caretLine = blank + (isMain ? style.error(carets) : style.note(carets))
    let line = " " + margin + style.faint("\(number) |") + " " + text
    let gutter = " " + String(repeating: " ", count: numberWidth) + style.faint(" |") + " "
    let used = numberWidth + 4 + DisplayWidth.of(before) + carets.count + 1
    let advice = DisplayWidth.expanded(label.text)
    if advice.isEmpty { return [line, gutter + caretLine] }
    if used + DisplayWidth.of(advice) <= 100 {
      return [line, gutter + caretLine + " " + advice]
    }
    let note = " " + String(repeating: " ", count: numberWidth) + style.faint(" =") + " "
    return [line, gutter + caretLine, note + advice]
  }
}

extension String {
  fileprivate var removingTrailingSpaces: String {
    var text = Substring(self)
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }
}

/// Shows diagnostics, each once: an override may be wrong for every file, a value for every point of
/// a matrix.
package struct DiagnosticPrinter {
  private let renderer: DiagnosticRenderer
  private var shown: Set<String> = []

  package init(style: TextStyle) {
    renderer = DiagnosticRenderer(style: style)
  }

  /// Those that have not been shown, each as text with a blank line behind it.
  package mutating func new(_ diagnostics: [Diagnostic]) -> [String] {
    diagnostics.filter { shown.insert($0.identity).inserted }.map { renderer.text($0) + "\n\n" }
  }
}
