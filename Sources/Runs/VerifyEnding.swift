package import Diagnostics
import Documents
package import Files

/// The last lines of `verify`: what stands in the folders beside the results that were compared, and
/// how many held.
package struct VerifyEnding {
  private let totals: RunTotals
  private let findings: [Diagnostic]
  private let problems: [FileProblem]
  private let time: Duration

  /// - Parameters:
  ///   - findings: of the folders
  ///   - problems: why a folder could not be read
  package init(
    _ totals: RunTotals, _ findings: [Diagnostic], problems: [FileProblem], time: Duration
  ) {
    self.totals = totals
    self.findings = findings
    self.problems = problems
    self.time = time
  }

  /// Whether something could not be compared.
  package var hasUnread: Bool { totals.unwritten > 0 || !problems.isEmpty }

  /// How many results do not hold.
  package var findingCount: Int {
    totals[.differs] + totals[.invalid] + totals[.failed] + findings.count
  }

  /// The lines, each ended by a line feed.
  package func text(style: TextStyle) -> String {
    var printer = DiagnosticPrinter(style: style)
    let lines = problems.map { "\(style.error("error:")) \($0.text)\n" }
    return lines.joined() + printer.new(findings).joined() + total + "\n"
  }

  private var total: String {
    let counts =
      [
        (totals[.verified], "verified"),
        (totals[.differs], totals[.differs] == 1 ? "differs" : "differ"),
        (totals[.invalid], "invalid"), (totals[.failed], "failed"),
        (findings.count, findings.count == 1 ? "further finding" : "further findings"),
        (totals[.stopped] - totals.notBegun, "stopped"), (totals.notBegun, "not begun"),
      ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    let text = counts.isEmpty ? "nothing was verified" : counts.joined(separator: ", ")
    return "\(text) in \(time.spelled); nothing was written"
  }
}
