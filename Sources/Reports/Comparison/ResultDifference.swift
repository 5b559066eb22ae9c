import Documents

/// One way in which a committed result is not what its experiment gives.
package struct ResultDifference: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// The experiment or its data have changed since: what has, as words.
    case stale([String])
    /// The same experiment gives other bytes.
    case wrong(Place)
    /// A number that is compared within a tolerance.
    case beyond(path: String, committed: Double?, now: Double?, tolerance: Double)
    /// There is no such file.
    case missing
    /// A report that cannot be compared, in words.
    case unreadable(String)
    /// A report without an experiment.
    case orphan
  }

  /// The first line that differs.
  package struct Place: Sendable, Hashable {
    /// From one.
    package let line: Int
    /// Nil where the file ends before it.
    package let committed: String?
    package let now: String?
  }

  package let kind: Kind
  /// The file or folder, as messages show it.
  package let path: String

  package init(_ kind: Kind, in path: String) {
    self.kind = kind
    self.path = path
  }
}
