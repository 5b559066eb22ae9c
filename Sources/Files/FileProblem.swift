/// Why a file or folder cannot be used. Errors of the system carry its own words.
package enum FileProblem: Error, Sendable, Hashable {
  case notFound(path: String)
  case unreadable(path: String, reason: String)
  /// A pipe or a device, which has no end.
  case notRegular(path: String)
  /// Somebody else wrote to the file while it was read.
  case changing(path: String)
  case tooLarge(path: String, bytes: Int, limit: Int)
  case unwritable(path: String, reason: String)
  /// No path at all, as an unset variable of a shell gives it.
  case emptyPath
  /// What was written did not arrive.
  case outputLost(reason: String)
  /// A file stands where a folder is needed.
  case notFolder(path: String)
  /// A folder without any experiment file.
  case noExperiments(path: String)
}
