package import Diagnostics
package import Experiments
package import Files
package import Reports
import Synchronization

/// The folders of results that a run writes to: each project's own, or one for all.
package struct ResultsFolders: ResultDestination {
  private let selection: RunSelection
  private let folders: ProjectFolders<ResultsFolder>

  /// Opens the folders.
  ///
  /// - Parameters:
  ///   - path: the one folder for all results; nil: `results` in the root of each project
  ///   - isDurable: whether what is written must outlast a power cut
  ///   - patience: how long other processes are waited for
  /// - Throws: why one of them cannot be written to, before anything is trained
  package init(
    for selection: RunSelection, at path: String?, isDurable: Bool,
    patience: LockPatience = .endless
  ) throws(FileProblem) {
    self.selection = selection
    folders = try ProjectFolders(of: selection, at: path) { path throws(FileProblem) in
      try ResultsFolder(path, isDurable: isDurable, patience: patience)
    }
  }

  /// The path if it is that of a project's own results, links followed.
  package static func ownFolder(at path: String, of selection: RunSelection) -> String? {
    let resolved = (try? CheckedPath.named(path)) ?? CheckedPath.planned(path)
    let own = selection.files.map { CheckedPath.join($0.name.root, "results") }
    return own.contains(resolved.resolved) ? path : nil
  }

  /// The folders, as messages show them.
  package var paths: [String] { folders.all.map { $0.folder.path }.sorted() }

  /// Folders in which two processes must not write at once, with the reason.
  package var unlocked: [(path: String, reason: SystemError)] {
    folders.all.compactMap { _, folder in folder.lockFailure.map { (folder.path, $0) } }
  }

  /// The path of an experiment's report, as messages show it.
  package func reportPath(_ name: ExperimentName) -> String {
    folders[name].path + "/" + name.name + "/report.json"
  }

  package func begin(_ name: ExperimentName) -> (any ResultRecorder)? {
    folders[name].begin(name)
  }

  package func write(
    invalid name: ExperimentName, _ diagnostics: [Diagnostic]
  ) throws(FileProblem) -> [ResultDifference]? {
    guard name.canHaveReport(diagnostics) else { return nil }
    try folders[name].write(invalid: name, diagnostics)
    return nil
  }

  package func write(
    _ matrix: MatrixResult, of file: ExperimentFile
  ) throws(FileProblem) -> [ResultDifference]? {
    try folders[matrix.name].finish(matrix, of: file)
  }

  /// Makes the summaries and closes the folders.
  ///
  /// - Parameter prunes: whether reports without an experiment are removed
  /// - Returns: what stands in the folders, and why a summary could not be written
  package func finish(prunes: Bool) -> (survey: ResultsSurvey, problems: [FileProblem]) {
    var survey = ResultsSurvey()
    var problems: [FileProblem] = []
    for (root, folder) in folders.all {
      do throws(FileProblem) {
        let one = try folder.summarize(origin: selection.origin(in: root), prunes: prunes)
        survey.orphans += one.orphans
        survey.pruned += one.pruned
        survey.problems += one.problems
      } catch {
        problems.append(error)
      }
      folder.close()
    }
    return (survey, problems)
  }
}
