package import Diagnostics
package import Experiments
import Files
import Synchronization

/// Gathers what a document for programs says: an entry an experiment.
package final class FindingsCollector: RunSink {
  private let selection: RunSelection
  private let experiments = Mutex<[[ExperimentFindings]]>([])
  /// Findings that are of no experiment.
  private let others = Mutex<[Diagnostic]>([])

  /// The path of an experiment's report; nil where none is written.
  private let reportPath: @Sendable (ExperimentName) -> String?

  package init(
    _ selection: RunSelection,
    reportPath: @escaping @Sendable (ExperimentName) -> String? = { _ in nil }
  ) {
    self.selection = selection
    self.reportPath = reportPath
    experiments.withLock { $0 = selection.files.map { _ in [] } }
  }

  package func receive(_ event: RunEvent) {
    guard case .concluded(let item, let conclusion) = event, item.point != nil else { return }
    let findings = ExperimentFindings(
      name: conclusion.name.name, status: conclusion.status, diagnostics: conclusion.diagnostics,
      seconds: conclusion.training.map { $0.time.seconds },
      numbers: conclusion.point?.numbers ?? [],
      report: hasReport(conclusion) ? reportPath(conclusion.name) : nil)
    experiments.withLock { $0[item.file].append(findings) }
  }

  private func hasReport(_ conclusion: Conclusion) -> Bool {
    switch conclusion.status {
    case .done, .passed, .failed, .invalid: conclusion.unwritten == nil
    case .stopped, .checked, .verified, .differs: false
    }
  }

  /// Adds findings that are of no experiment, each with the path that it is of.
  package func add(_ diagnostics: [Diagnostic]) {
    others.withLock { $0 += diagnostics }
  }

  /// All of it, once the run has ended.
  package var findings: Findings {
    let experiments = experiments.withLock { $0 }
    return Findings(
      zip(selection.files, experiments).map { file, experiments in
        FileFindings(
          path: file.path.shown, name: file.name.name, hasMatrix: file.hasMatrix,
          diagnostics: file.diagnostics, experiments: experiments)
      } + Self.files(of: others.withLock { $0 }), projectPath: Self.path)
  }

  /// One entry a path.
  private static func files(of diagnostics: [Diagnostic]) -> [FileFindings] {
    diagnostics.reduce(into: [(String, [Diagnostic])]()) { files, diagnostic in
      if files.last?.0 == diagnostic.file {
        files[files.count - 1].1.append(diagnostic)
      } else {
        files.append((diagnostic.file, [diagnostic]))
      }
    }.map { path, diagnostics in
      FileFindings(
        path: path, name: path, hasMatrix: false, diagnostics: diagnostics, experiments: [])
    }
  }

  /// A file's path from where the command was started, as GitHub and code scanning take it; from the
  /// root of its project if it is not below.
  private static func path(_ shown: String) -> String {
    let file = CheckedPath.planned(shown)
    let relative = CheckedPath.relative(file.resolved)
    return relative.hasPrefix("/") ? ExperimentName(of: file).source : relative
  }
}
