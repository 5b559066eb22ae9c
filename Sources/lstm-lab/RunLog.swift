import Experiments
import Files
import Reports
import Synchronization

/// Writes the reports as outcomes arrive and counts them. The first report that cannot be written
/// ends the writing; `finish` tells, and the summary has the reports before it.
final class RunLog: Sendable {
  private struct State {
    var reports: [Report] = []
    var passed = 0
    var failed = 0
    var problem: FileProblem?
  }

  private let folder: ResultsFolder
  private let state = Mutex(State())

  init(folder: ResultsFolder) {
    self.folder = folder
  }

  var passedCount: Int { state.withLock { $0.passed } }
  var failedCount: Int { state.withLock { $0.failed } }

  /// Writes the reports of one experiment.
  func add(_ outcome: Outcome) {
    let report = Report(outcome)
    state.withLock { state in
      if outcome.passed { state.passed += 1 } else { state.failed += 1 }
      guard state.problem == nil else { return }
      do throws(FileProblem) {
        try folder.write(report, of: outcome.experiment.name)
        state.reports.append(report)
      } catch {
        state.problem = error
      }
    }
  }

  /// Writes the summary of the reports that could be written; fails if one could not.
  ///
  /// - Parameter invalid: the names of experiments that could not be run
  func finish(invalid: [String]) throws(FileProblem) {
    let (reports, problem) = state.withLock { ($0.reports, $0.problem) }
    if !reports.isEmpty || !invalid.isEmpty {
      try folder.writeSummary(of: reports, invalid: invalid)
    }
    if let problem { throw problem }
  }
}
