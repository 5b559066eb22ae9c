import Files

/// What an experiment is called, and where its file is, as reports say it: the same wherever the
/// command was started.
package struct ExperimentName: Sendable, Hashable {
  /// The file's name without its ending, and for a point of a matrix a slash and its identity; also
  /// the path of its folder of reports.
  package let name: String
  /// The file's path from the root of its project.
  package let source: String

  package init(path: String) {
    let file = path.split(separator: "/").last.map { String($0) } ?? path
    name = file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
    source = FilePaths.fromProjectRoot(path)
  }

  private init(name: String, source: String) {
    self.name = name
    self.source = source
  }

  /// Whether reports can have this name.
  var isUsable: Bool { Self.isUsable(name) }

  /// Whether reports can have a name: something, nothing hidden, no way out of their folder, and
  /// not the summary's name.
  package static func isUsable(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix(".") && name.lowercased() != "summary.csv"
  }

  /// The name of one point of the file's matrix.
  package func point(_ identity: String) -> ExperimentName {
    ExperimentName(name: name + "/" + identity, source: source)
  }
}
