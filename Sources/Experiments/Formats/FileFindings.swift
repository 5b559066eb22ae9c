/// What was found about one file and the experiments in it.
package struct FileFindings: Sendable {
  /// The file, as the person named it.
  package let path: String
  /// What the file's experiment is called, or would be.
  package let name: String
  /// Whether the experiments are points of a matrix.
  package let hasMatrix: Bool
  /// What is wrong with the text and its composition; then none of its experiments can be run.
  package let diagnostics: [Diagnostic]
  /// None if the file is so wrong that they cannot be read.
  package let experiments: [ExperimentFindings]

  package init(
    path: String, name: String, hasMatrix: Bool = false, diagnostics: [Diagnostic] = [],
    experiments: [ExperimentFindings] = []
  ) {
    self.path = path
    self.name = name
    self.hasMatrix = hasMatrix
    self.diagnostics = diagnostics
    self.experiments = experiments
  }

  /// What can be known without training.
  package init(checking file: ExperimentFile) {
    self.init(file) { _ in (.checked, []) }
  }

  /// What came out of training.
  ///
  /// - Parameter verdict: what became of the experiment of an index and what did not come out as
  ///   expected; asked only for those that can be run
  package init(
    running file: ExperimentFile, verdict: (Int) -> (FindingsStatus, [Diagnostic])
  ) {
    self.init(file, verdict: verdict)
  }

  private init(_ file: ExperimentFile, verdict: (Int) -> (FindingsStatus, [Diagnostic])) {
    let experiments = (0..<file.count).map { index in
      let loaded = file[index]
      guard loaded.experiment != nil else {
        return ExperimentFindings(
          name: loaded.name.name, status: .invalid, diagnostics: loaded.diagnostics)
      }
      let (status, diagnostics) = verdict(index)
      return ExperimentFindings(
        name: loaded.name.name,
        status: status == .checked && !loaded.diagnostics.isEmpty ? .failed : status,
        diagnostics: loaded.diagnostics + diagnostics)
    }
    self.init(
      path: file.path, name: file.name.name, hasMatrix: file.hasMatrix,
      diagnostics: file.diagnostics, experiments: experiments)
  }
}
