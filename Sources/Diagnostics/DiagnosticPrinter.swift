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
