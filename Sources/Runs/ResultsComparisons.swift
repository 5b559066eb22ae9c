package import Diagnostics
package import Experiments
package import Files
package import Reports

/// The folders of results that a run is compared with: each project's own, or one for all. Nothing is
/// written.
package struct ResultsComparisons: ResultDestination {
  private let selection: RunSelection
  private let folders: ProjectFolders<ResultsComparison>

  /// - Parameters:
  ///   - path: the one folder of all results; nil: `results` in the root of each project
  ///   - tolerances: where there are some, these numbers are compared and nothing else
  /// - Throws: `unreadable` for a path that is no folder
  package init(
    of selection: RunSelection, at path: String?, tolerances: [NumberTolerance]
  ) throws(FileProblem) {
    self.selection = selection
    folders = try ProjectFolders(of: selection, at: path) { path throws(FileProblem) in
      switch Folders.kind(of: path) {
      case .folder, nil: break
      case .file, .link, .other: throw .notFolder(path: path)
      }
      return ResultsComparison(path, tolerances: tolerances)
    }
  }

  package func begin(_ name: ExperimentName) -> (any ResultRecorder)? { folders[name].begin(name) }

  package func write(
    invalid name: ExperimentName, _ diagnostics: [Diagnostic]
  ) throws(FileProblem) -> [ResultDifference]? {
    guard name.canHaveReport(diagnostics) else { return nil }
    return try folders[name].compare(invalid: name, diagnostics)
  }

  package func write(
    _ matrix: MatrixResult, of file: ExperimentFile
  ) throws(FileProblem) -> [ResultDifference]? {
    try folders[matrix.name].finish(matrix, of: file)
  }

  /// The paths of the numbers of all reports, where tolerances name some.
  package var numberPaths: Set<String> {
    folders.all.reduce(into: []) { $0.formUnion($1.1.numberPaths) }
  }

  /// What stands in the folders beside the results that were compared.
  package func finish() -> (findings: [Diagnostic], problems: [FileProblem]) {
    var findings: [Diagnostic] = []
    var problems: [FileProblem] = []
    for (root, folder) in folders.all {
      do throws(FileProblem) {
        findings += try folder.survey(origin: selection.origin(in: root)).map {
          $0.diagnostic(of: nil)
        }
      } catch {
        problems.append(error)
      }
    }
    return (findings, problems)
  }
}
