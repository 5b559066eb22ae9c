/// What was found about one experiment.
package struct ExperimentFindings: Sendable {
  package let name: String
  package let status: FindingsStatus
  /// First what is wrong with the file, in its order; then what did not come out as expected.
  package let diagnostics: [Diagnostic]

  package init(name: String, status: FindingsStatus, diagnostics: [Diagnostic]) {
    self.name = name
    self.status = status
    self.diagnostics = diagnostics
  }
}
