import Diagnostics
import Experiments
import Reports
import Synchronization

/// What became of each experiment of a run, kept until all of it can be written in order.
final class Verdicts: Sendable {
  private struct Verdict {
    let status: FindingsStatus
    let diagnostics: [Diagnostic]
  }

  private let verdicts = Mutex<[Int: Verdict]>([:])

  /// Notes what came out of the experiment of an index.
  func note(_ outcome: Outcome, at index: Int) {
    let status: FindingsStatus =
      !outcome.isComplete ? .stopped : outcome.passed ? .passed : .failed
    let diagnostics = outcome.isComplete ? outcome.diagnostics : []
    verdicts.withLock { $0[index] = Verdict(status: status, diagnostics: diagnostics) }
  }

  /// What was found about the files; their experiments were given indices in order.
  func findings(of files: [ExperimentFile]) -> Findings {
    let verdicts = verdicts.withLock { $0 }
    var first = 0
    return Findings(
      files.map { file in
        defer { first += file.count }
        return FileFindings(running: file) { index in
          let verdict = verdicts[first + index]
          return (verdict?.status ?? .stopped, verdict?.diagnostics ?? [])
        }
      })
  }
}
