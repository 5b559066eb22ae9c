package import Diagnostics
package import Experiments
package import Files
package import Reports

/// Keeps no results: for a run that only tries something.
package struct NoResults: ResultDestination {
  package init() {}

  package func begin(_ name: ExperimentName) -> (any ResultRecorder)? { nil }

  package func write(
    invalid name: ExperimentName, _ diagnostics: [Diagnostic]
  ) throws(FileProblem) {}
}
