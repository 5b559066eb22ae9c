#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What an experiment is called, and where its file is, as reports say it: the same wherever the
/// command was started.
package struct ExperimentName: Sendable, Hashable {
  /// The file's name without its ending; also the name of its folder of reports.
  package let name: String
  /// The file's path from the root of its project: the nearest folder above that has a `.git`, or
  /// else the working folder; outside both, the file's name alone.
  package let source: String

  package init(path: String) {
    let url = URL(filePath: path).standardizedFileURL
    name = url.deletingPathExtension().lastPathComponent
    let folders = url.deletingLastPathComponent().pathComponents
    let root =
      Self.project(of: folders)
      ?? URL(filePath: FileManager.default.currentDirectoryPath).standardizedFileURL.pathComponents
    let components = url.pathComponents
    source =
      components.starts(with: root)
      ? components.dropFirst(root.count).joined(separator: "/") : url.lastPathComponent
  }

  /// Whether reports can have this name: nothing hidden, no way out of their folder, and not the
  /// summary's name.
  var isUsable: Bool { !name.hasPrefix(".") && name.lowercased() != ResultsFolder.summary }

  private static func project(of folders: [String]) -> [String]? {
    for count in stride(from: folders.count, to: 0, by: -1) {
      let folder = folders[..<count].joined(separator: "/")
      if FileManager.default.fileExists(atPath: folder + "/.git") {
        return Array(folders[..<count])
      }
    }
    return nil
  }
}
