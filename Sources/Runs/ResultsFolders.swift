package import Diagnostics
package import Experiments
package import Files
package import Reports
import Synchronization

/// The folders of results that a run writes to: each project's own, or one for all.
package struct ResultsFolders: ResultDestination {
  private let selection: RunSelection
  /// The one folder for all projects, if there is one.
  private let shared: ResultsFolder?
  /// Else that of each project, by its root.
  private let own: [String: ResultsFolder]

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
    if let path {
      shared = try ResultsFolder(path, isDurable: isDurable, patience: patience)
      own = [:]
      return
    }
    var own: [String: ResultsFolder] = [:]
    for root in Set(selection.files.map { $0.name.root }).sorted() {
      let path = CheckedPath.relative(CheckedPath.join(root, "results"))
      own[root] = try ResultsFolder(path, isDurable: isDurable, patience: patience)
    }
    shared = nil
    self.own = own
  }

  /// The path if it is that of a project's own results, links followed.
  package static func ownFolder(at path: String, of selection: RunSelection) -> String? {
    let resolved = (try? CheckedPath.named(path)) ?? CheckedPath.planned(path)
    let own = selection.files.map { CheckedPath.join($0.name.root, "results") }
    return own.contains(resolved.resolved) ? path : nil
  }

  /// Every folder once, with the root of its project if it has only one.
  private var all: [(root: String?, folder: ResultsFolder)] {
    shared.map { [(nil, $0)] }
      ?? own.sorted { $0.key < $1.key }.map { (root: $0.key, folder: $0.value) }
  }

  /// The folders, as messages show them.
  package var paths: [String] { all.map { $0.folder.path }.sorted() }

  /// Folders in which two processes must not write at once, with the reason.
  package var unlocked: [(path: String, reason: SystemError)] {
    all.compactMap { _, folder in folder.lockFailure.map { (folder.path, $0) } }
  }

  package func begin(_ name: ExperimentName) -> (any ResultRecorder)? {
    folder(of: name).begin(name)
  }

  package func write(
    invalid name: ExperimentName, _ diagnostics: [Diagnostic]
  ) throws(FileProblem) {
    // What has no usable name has no report, and no older one either.
    guard name.problem == nil, !name.isBase, Self.canHaveReport(diagnostics) else { return }
    try folder(of: name).write(invalid: name, diagnostics)
  }

  /// Makes the summaries and closes the folders.
  ///
  /// - Parameter prunes: whether reports without an experiment are removed
  /// - Returns: what stands in the folders, and why a summary could not be written
  package func finish(prunes: Bool) -> (survey: ResultsSurvey, problems: [FileProblem]) {
    var survey = ResultsSurvey()
    var problems: [FileProblem] = []
    for (root, folder) in all {
      do throws(FileProblem) {
        let one = try folder.summarize(origin: origin(in: root), prunes: prunes)
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

  private func folder(of name: ExperimentName) -> ResultsFolder {
    guard let folder = shared ?? own[name.root] else {
      preconditionFailure("every root of the selection has a folder")
    }
    return folder
  }

  /// A file that shares another's name must not touch its report.
  private static func canHaveReport(_ diagnostics: [Diagnostic]) -> Bool {
    !diagnostics.contains { $0.code == .sameReport }
  }

  /// Tells whether a report has an experiment: a file of this run that gives its name, or a file
  /// that was not run and exists.
  ///
  /// - Parameter root: the root of the folder's project; nil: it is shared
  private func origin(in root: String?) -> ReportOrigin {
    let files = selection.files.filter { root == nil || $0.name.root == root }
    let given = GivenNames(Dictionary(grouping: files) { $0.name.source })
    return ReportOrigin { source, name in
      if let isGiven = given.has(name, from: source) { return isGiven }
      // The reports of a folder that was named may be of any project.
      guard let root else { return true }
      // A folder that may not be looked into may have it.
      return !Folders.isMissing(CheckedPath.join(root, source))
    }
  }
}

/// The names that the files of a run give, gathered when they are first asked for.
private final class GivenNames: Sendable {
  private let files: [String: [ExperimentFile]]
  private let names = Mutex<[String: Set<String>]>([:])

  /// - Parameter files: by their source
  init(_ files: [String: [ExperimentFile]]) {
    self.files = files
  }

  /// Whether a file of the run gives the name; nil if the run has no file of this source.
  func has(_ name: String, from source: String) -> Bool? {
    guard let files = files[source] else { return nil }
    return names.withLock { names in
      if let known = names[source] { return known.contains(name) }
      let all = Set(
        files.flatMap { file in
          file.hasMatrix && file.count > 0
            ? (0..<file.count).map { file.name(of: $0).name } : [file.name.name]
        })
      names[source] = all
      return all.contains(name)
    }
  }
}
