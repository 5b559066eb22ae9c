import Diagnostics
import Experiments

/// Shows diagnostics, each once: an override may be wrong for every file.
struct DiagnosticPrinter {
  private let renderer = DiagnosticRenderer(style: Console.style)
  private var shown: Set<String> = []

  /// Shows those that have not been shown, a blank line behind each; gives their number.
  @discardableResult
  mutating func show(_ diagnostics: [Diagnostic]) -> Int {
    let new = diagnostics.filter { shown.insert($0.identity).inserted }
    for diagnostic in new { Console.error(renderer.text(diagnostic) + "\n") }
    return new.count
  }
}
