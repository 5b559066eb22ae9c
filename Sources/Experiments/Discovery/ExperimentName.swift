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
    let components = CheckedPath.components(of: path.resolved)
    // The innermost folder called `experiments`: a project may lie inside another.
    let index = components.dropLast().lastIndex { $0 == Self.folder }
    let rootCount = index ?? max(components.count - 1, 0)
    root = "/" + components[..<rootCount].joined(separator: "/")
    source = components[rootCount...].joined(separator: "/")
    let below = components[(index.map { $0 + 1 } ?? rootCount)...]
    name = (below.dropLast() + below.suffix(1).map { Self.withoutEnding($0) })
      .joined(separator: "/")
  }

  private init(name: String, source: String, root: String) {
    self.name = name
    self.source = source
    self.root = root
  }

  private static func withoutEnding(_ file: String) -> String {
    guard let dot = file.utf8.lastIndex(of: UInt8(ascii: ".")) else { return file }
    return String(decoding: file.utf8[..<dot], as: UTF8.self)
  }

  /// Why reports cannot have this name, as a clause; nil if they can.
  package var problem: String? {
    if name.isEmpty || name.utf8.last == UInt8(ascii: "/") {
      return "a name is missing before the ending"
    }
    for component in CheckedPath.components(of: name) {
      if component.unicodeScalars.contains("\u{fffd}") { return "it is not UTF-8" }
      if component.utf8.first == UInt8(ascii: ".") {
        return "names that begin with a point are hidden"
      }
      if Self.reserved.contains(component.lowercased()) {
        return "reports have a file called `\(component.lowercased())`"
      }
    }
    return nil
  }

  /// Whether a folder passes the file over: it is there for others to extend, and need not be an
  /// experiment by itself.
  package var isBase: Bool {
    CheckedPath.components(of: name).contains { $0.utf8.first == UInt8(ascii: "_") }
  }

  /// The name of one point of the file's matrix.
  package func point(_ identity: String) -> ExperimentName {
    ExperimentName(name: name + "/" + identity, source: source, root: root)
  }
}
