package import Diagnostics
package import Experiments
package import Files
package import Reports

/// The folders of results that a run writes to: each project's own, or one for all.
package struct ResultsFolders: ResultDestination {
  private let selection: RunSelection
  /// By the root of the project; the empty root stands for any.
  private let folders: [String: ResultsFolder]

  /// Opens the folders.
  ///
  /// - Parameters:
  ///   - path: the one folder for all results; nil: `results` in the root of each project
  ///   - isDurable: whether what is written must outlast a power cut
  /// - Throws: why one of them cannot be written to, before anything is trained
  package init(
    for selection: RunSelection, at path: String?, isDurable: Bool
  ) throws(FileProblem) {
    self.selection = selection
    var folders: [String: ResultsFolder] = [:]
    if let path {
      folders[""] = try ResultsFolder(path, isDurable: isDurable)
    } else {
      for root in Set(selection.files.map { $0.name.root }).sorted() {
        let path = CheckedPath.relative(root == "/" ? "/results" : root + "/results")
        folders[root] = try ResultsFolder(path, isDurable: isDurable)
      }
    }
    self.folders = folders
  }

  /// The folders, as messages show them.
  package var paths: [String] { folders.values.map { $0.path }.sorted() }

  /// Folders in which two processes must not write at once, with the reason.
  package var unlocked: [(path: String, reason: SystemError)] {
    folders.values.compactMap { folder in folder.lockFailure.map { (folder.path, $0) } }
      .sorted { $0.path < $1.path }
  }

  package func begin(_ name: ExperimentName) -> (any ResultRecorder)? {
    folder(of: name).begin(name)
  }

  package func write(
    invalid name: ExperimentName, _ diagnostics: [Diagnostic]
  ) throws(FileProblem) {
    // What has no usable name has no report, and no older one either.
    guard name.problem == nil, Self.canHaveReport(diagnostics) else { return }
    try folder(of: name).write(invalid: name, diagnostics)
  }

  /// Makes the summaries and closes the folders.
  ///
  /// - Parameter prunes: whether reports without an experiment are removed
  /// - Returns: what stands in the folders, and why a summary could not be written
  package func finish(prunes: Bool) -> (survey: ResultsSurvey, problems: [FileProblem]) {
    var survey = ResultsSurvey()
    var problems: [FileProblem] = []
    for (root, folder) in folders.sorted(by: { $0.key < $1.key }) {
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
    guard let folder = folders[""] ?? folders[name.root] else {
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
  private func origin(in root: String) -> ReportOrigin {
    let files = selection.files.filter { root.isEmpty || $0.name.root == root }
    let bySource = Dictionary(grouping: files) { $0.name.source }
    let roots = Set(files.map { $0.name.root })
    return ReportOrigin { source, name in
      if let files = bySource[source] { return files.contains { $0.gives(name) } }
      // In a folder that several projects share, nobody can tell.
      guard let root = root.isEmpty ? (roots.count == 1 ? roots.first : nil) : root else {
        return true
      }
      return Folders.kind(of: root + "/" + source) != nil
    }
  }
}

extension ExperimentFile {
  /// Whether one of its experiments has this name.
  fileprivate func gives(_ name: String) -> Bool {
    if name == self.name.name { return !hasMatrix || count == 0 }
    guard hasMatrix, name.hasPrefix(self.name.name + "/") else { return false }
    return (0..<count).contains { self.name(of: $0).name == name }
  }
}
