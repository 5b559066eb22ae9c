package import Diagnostics
package import Experiments

extension FileFindings {
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
