/// The documents that findings are written as, for programs to read.
package enum FindingsFormat: String, Sendable, CaseIterable {
  /// lstm-lab's own: everything that was found.
  case json
  /// Annotations of GitHub Actions.
  case github
  /// The Static Analysis Results Interchange Format 2.1.0, for code scanning.
  case sarif
  /// JUnit's XML, for test reports.
  case junit

  /// The document; empty, or ended by a line feed.
  ///
  /// - Parameter version: the version of lstm-lab
  package func document(of findings: Findings, version: String) -> String {
    switch self {
    case .json: JSONFindings.text(of: findings)
    case .github: GitHubFindings.text(of: findings)
    case .sarif: SARIFFindings.text(of: findings, version: version)
    case .junit: JUnitFindings.text(of: findings)
    }
  }
}
