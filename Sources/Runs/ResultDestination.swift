package import Diagnostics
package import Experiments
package import Files
package import Reports

/// Where the results of a run go.
package protocol ResultDestination: Sendable {
  /// Begins the result of an experiment; nil if it is not kept.
  func begin(_ name: ExperimentName) -> (any ResultRecorder)?

  /// Tells that an experiment cannot be run, and why.
  ///
  /// - Returns: how that differs from what stands in the place of its result; nil where it took it
  func write(
    invalid name: ExperimentName, _ diagnostics: [Diagnostic]
  ) throws(FileProblem) -> [ResultDifference]?

  /// Takes the result of a matrix.
  ///
  /// - Returns: as above
  func write(
    _ matrix: MatrixResult, of file: ExperimentFile
  ) throws(FileProblem) -> [ResultDifference]?
}

/// Keeps no results: for a run that only tries something.
package struct NoResults: ResultDestination {
  package init() {}

  package func begin(_ name: ExperimentName) -> (any ResultRecorder)? { nil }

  package func write(
    invalid name: ExperimentName, _ diagnostics: [Diagnostic]
  ) throws(FileProblem) -> [ResultDifference]? { nil }

  package func write(
    _ matrix: MatrixResult, of file: ExperimentFile
  ) throws(FileProblem) -> [ResultDifference]? { nil }
}
