#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Questions about paths.
package enum FilePaths {
  /// The folder that a file is in; `.` for a bare name.
  package static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  }

  /// A path seen from a folder; an absolute one as it is.
  package static func join(_ folder: String, _ path: String) -> String {
    if path.hasPrefix("/") || folder == "." { return path }
    return folder == "/" ? "/" + path : folder + "/" + path
  }

  /// The root of the project that a file belongs to: the nearest folder above with a `.git`, or
  /// else the folder above the file's own, wherever the command was started. An absolute path.
  package static func projectRoot(of path: String) -> String {
    let components = URL(filePath: path).standardizedFileURL.deletingLastPathComponent()
      .pathComponents
    for count in stride(from: components.count, to: 0, by: -1) {
      let folder = joined(components[..<count])
      if FileManager.default.fileExists(atPath: folder + "/.git") { return folder }
    }
    return joined(components.dropLast()[...])
  }

  /// The path of a file from the root of its project; outside it, the file's name alone.
  package static func fromProjectRoot(_ path: String) -> String {
    let root = components(projectRoot(of: path))
    let all = URL(filePath: path).standardizedFileURL.pathComponents
    return all.starts(with: root)
      ? all.dropFirst(root.count).joined(separator: "/") : all.last ?? path
  }

  /// Whether a file, links followed, lies in a folder or below it.
  package static func isInside(_ path: String, _ folder: String) -> Bool {
    resolved(path).starts(with: resolved(folder))
  }

  /// Whether two paths, links followed, mean the same file.
  package static func isSame(_ a: String, _ b: String) -> Bool { resolved(a) == resolved(b) }

  /// Whether there is a file, and not a folder.
  package static func isFile(_ path: String) -> Bool {
    var isFolder = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder
  }

  private static func resolved(_ path: String) -> [String] {
    URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().pathComponents
  }

  private static func components(_ path: String) -> [String] {
    URL(filePath: path).standardizedFileURL.pathComponents
  }

  private static func joined(_ components: ArraySlice<String>) -> String {
    components.first == "/"
      ? "/" + components.dropFirst().joined(separator: "/") : components.joined(separator: "/")
  }
}
