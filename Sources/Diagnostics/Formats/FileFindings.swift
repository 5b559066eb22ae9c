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
}
