import YAML

/// Diagnostics as text: the place, the message, the line with a caret, and what to do.
package struct DiagnosticRenderer: Sendable {
  private let style: TextStyle

  /// A line of the file is shown up to this width; longer ones are clipped around the place.
  private static let clip = 160

  package init(style: TextStyle) {
    self.style = style
  }

  /// The diagnostic, without a line feed at the end.
  package func text(_ diagnostic: Diagnostic) -> String {
    var place = diagnostic.file
    if let start = diagnostic.label?.range.start { place += ":\(start.line):\(start.column)" }
    let kind = style.error("error[\(diagnostic.code.rawValue)]")
    var lines = ["\(style.strong(place)): \(kind): \(style.strong(diagnostic.message))"]
    let labels = [diagnostic.label, diagnostic.related].compactMap { $0 }
    let width = labels.map { String($0.range.start.line).count }.max() ?? 0
    for (index, label) in labels.enumerated() {
      if label.range.source.name != diagnostic.file {
        let start = label.range.start
        lines.append("  \(label.range.source.name):\(start.line):\(start.column):")
      }
      lines += excerpt(label, numberWidth: max(width, 4), isMain: index == 0)
    }
    if let help = diagnostic.help { lines.append("  = \(help)") }
    return lines.map { $0.removingTrailingSpaces }.joined(separator: "\n")
  }

  private func excerpt(
    _ label: Diagnostic.Label, numberWidth: Int, isMain: Bool
  ) -> [String] {
    let start = label.range.start
    let scalars = Array(label.range.source.line(start.line).unicodeScalars)
    let from = min(start.column - 1, scalars.count)
    let end = label.range.firstLine.end
    let to = min(max(end.column - 1, from), scalars.count)
    let skipped = from > Self.clip * 3 / 4 ? from - Self.clip / 2 : 0
    let shown = scalars[skipped..<min(scalars.count, skipped + Self.clip)]

    let number = String(start.line)
    let margin = String(repeating: " ", count: numberWidth - number.count)
    let dots = skipped > 0 ? "…" : ""
    let before = dots + DisplayWidth.expanded(scalars[skipped..<from])
    let marked = DisplayWidth.expanded(scalars[from..<min(to, shown.endIndex)])
    let carets = String(repeating: "^", count: max(1, DisplayWidth.of(marked)))
    let text = dots + DisplayWidth.expanded(shown) + (shown.endIndex < scalars.count ? "…" : "")
    let blank = String(repeating: " ", count: DisplayWidth.of(before))
    let caretLine = blank + (isMain ? style.error(carets) : style.note(carets))
    let line = " " + margin + style.faint("\(number) |") + " " + text
    let gutter = " " + String(repeating: " ", count: numberWidth) + style.faint(" |") + " "
    let used = numberWidth + 4 + DisplayWidth.of(before) + carets.count + 1
    if label.text.isEmpty { return [line, gutter + caretLine] }
    if used + DisplayWidth.of(label.text) <= 100 {
      return [line, gutter + caretLine + " " + label.text]
    }
    let note = " " + String(repeating: " ", count: numberWidth) + style.faint(" =") + " "
    return [line, gutter + caretLine, note + label.text]
  }
}

extension String {
  fileprivate var removingTrailingSpaces: String {
    var text = Substring(self)
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }
}
