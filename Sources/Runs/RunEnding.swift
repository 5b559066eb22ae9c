package import Diagnostics
import Documents
package import Files
package import Reports

/// The last lines of a run: what stands in the folders of results, and how the experiments ended.
package struct RunEnding {
  private let totals: RunTotals
  private let survey: ResultsSurvey
  private let problems: [FileProblem]
  private let paths: [String]?
  private let time: Duration

  /// More paths are not listed.
  private static let listLimit = 10

  /// - Parameters:
  ///   - finished: what stands in the folders; nil if nothing was written
  ///   - paths: the folders
  package init(
    _ totals: RunTotals, _ finished: (survey: ResultsSurvey, problems: [FileProblem])?,
    paths: [String]?, time: Duration
  ) {
    self.totals = totals
    survey = finished?.survey ?? ResultsSurvey()
    problems = finished?.problems ?? []
    self.paths = paths
    self.time = time
  }

  /// Whether something that should be in a folder of results is not.
  package var hasUnwritten: Bool { totals.unwritten > 0 || !problems.isEmpty }

  /// The lines, each ended by a line feed.
  package func text(style: TextStyle) -> String {
    var lines = problems.map { "\(style.error("error:")) \($0.text)" }
    lines += listed(survey.problems).map { "\(style.note("warning:")) \($0)" }
    if !survey.orphans.isEmpty {
      let what = survey.orphans.count == 1 ? "this report" : "these \(survey.orphans.count) reports"
      let them = survey.orphans.count == 1 ? "it" : "them"
      lines.append(
        "\(style.note("warning:")) no experiment gives \(what); --prune removes \(them):")
      lines += listed(survey.orphans).map { "  " + $0 }
    }
    if !survey.pruned.isEmpty {
      lines.append("removed \(Plural.text(survey.pruned.count, "report")) without an experiment:")
      lines += listed(survey.pruned).map { "  " + $0 }
    }
    return (lines + [total]).map { $0 + "\n" }.joined()
  }

  private var total: String {
    let statuses: [FindingsStatus] = [.done, .passed, .failed, .invalid]
    let parts =
      (statuses.map { (totals[$0], $0.rawValue) } + [
        (totals[.stopped] - totals.notBegun, "stopped"), (totals.notBegun, "not begun"),
        (totals.unwritten, "not written"),
      ]).filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    let counts = parts.isEmpty ? "nothing was run" : parts.joined(separator: ", ")
    let place =
      paths.map { "reports in " + $0.joined(separator: ", ") }
      ?? "no reports written: --results names a folder for them"
    return "\(counts) in \(time.spelled); \(place)"
  }

  private func listed(_ items: [String]) -> [String] {
    items.count <= Self.listLimit
      ? items
      : items.prefix(Self.listLimit) + ["and \(items.count - Self.listLimit) more"]
  }
}
