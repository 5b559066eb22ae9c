package import Files

/// What an experiment is called and to which project it belongs: the same wherever the command was
/// started, by whatever path the file was named, and on any machine.
package struct ExperimentName: Sendable, Hashable {
  /// The file's path below `experiments/` without its ending, and for a point of a matrix a slash
  /// and its identity; also the path of its folder of reports.
  package let name: String
  /// The file's path from the root of its project.
  package let source: String
  /// The folder that holds `experiments/`, absolute; for a file outside any, the file's own folder.
  package let root: String

  /// The folder whose files are a project's experiments.
  private static let folder = "experiments"
  /// Names of files among the reports, which no experiment's folder can have.
  private static let reserved = [
    "report.json", "history.csv", "predictions.csv", "summary.csv", "runs.csv",
  ]

  package init(of path: CheckedPath) {
    let components = path.resolved.split(separator: "/")
    // The innermost folder called `experiments`: a project may lie inside another.
    let index = components.dropLast().lastIndex { $0 == Self.folder }
    let rootCount = index ?? max(components.count - 1, 0)
    root = "/" + components[..<rootCount].joined(separator: "/")
    source = components[rootCount...].joined(separator: "/")
    let below = components[(index.map { $0 + 1 } ?? rootCount)...].joined(separator: "/")
    name = Self.withoutEnding(below)
  }

  private init(name: String, source: String, root: String) {
    self.name = name
    self.source = source
    self.root = root
  }

  private static func withoutEnding(_ path: String) -> String {
    let file = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    guard let dot = path[file...].lastIndex(of: ".") else { return path }
    return String(path[..<dot])
  }

  /// Why reports cannot have this name, as a clause; nil if they can.
  package var problem: String? {
    for component in name.split(separator: "/", omittingEmptySubsequences: false) {
      if component.isEmpty { return "a name is missing before the ending" }
      if component.unicodeScalars.contains("\u{fffd}") { return "it is not UTF-8" }
      if component.hasPrefix(".") { return "names that begin with a point are hidden" }
      if Self.reserved.contains(component.lowercased()) {
        return "reports have a file called `\(component.lowercased())`"
      }
    }
    return nil
  }

  /// Whether a folder passes the file over: it is there for others to extend, and need not be an
  /// experiment by itself.
  package var isBase: Bool { name.split(separator: "/").contains { $0.hasPrefix("_") } }

  /// The name of one point of the file's matrix.
  package func point(_ identity: String) -> ExperimentName {
    ExperimentName(name: name + "/" + identity, source: source, root: root)
  }
}
