package import Files

/// Where the files of results go: into a folder, or beside those that stand in one, to compare them.
package protocol ResultOutput: AnyObject, Sendable {
  associatedtype File: ResultFile

  /// Begins a file of a result.
  func begin(_ file: String, of name: String) -> File

  /// Ends a result: its files are finished, the report comes last.
  ///
  /// - Parameter root: the root of the experiment's project
  /// - Returns: how it differs from what stands there; nil where it took its place
  func commit(
    _ report: Report, with files: [File], root: String
  ) throws(FileProblem) -> [ResultDifference]?
}

/// A file of a result in the making.
package protocol ResultFile: AnyObject {
  /// Adds text at the end.
  func append(_ text: String) throws(FileProblem)

  /// Ends the file.
  ///
  /// - Returns: the digest of all bytes, as reports write it
  func finish() throws(FileProblem) -> String
}

extension StagedFile: ResultFile {}
