#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A path that was checked before anything is opened by it. Only the checks below make one, and
/// whatever opens a file takes one.
package struct CheckedPath: Sendable, Hashable {
  /// As the person wrote it, or would write it: messages show it.
  package let shown: String
  /// Absolute, every link followed, without `.` and `..`: what is opened.
  package let resolved: String

  /// A path that a person gave on the command line: it may lead anywhere.
  package static func named(_ path: String) throws(FileProblem) -> CheckedPath {
    CheckedPath(shown: path, resolved: try resolve(path, shown: path))
  }

  /// A path that stands in a file: it must stay inside the file's project.
  ///
  /// - Parameters:
  ///   - text: the path as it is written, relative to the file's folder
  ///   - file: the file in which it stands
  ///   - root: the folder that it must not leave, links followed; see `CheckedPath.resolved`
  package static func written(
    _ text: String, in file: CheckedPath, inside root: String
  ) throws(FileProblem) -> CheckedPath {
    let shown = normal(join(folder(of: file.shown), text))
    // Relative to where the file really is: a link to it may stand anywhere.
    let resolved = try resolve(join(folder(of: file.resolved), text), shown: text)
    guard isInside(resolved, root) else { throw .outside(path: text) }
    return CheckedPath(shown: shown, resolved: resolved)
  }

  /// Where a file is or would be, whether or not there is one: its folder's links are followed.
  package static func planned(_ path: String) -> CheckedPath {
    let name = path.split(separator: "/").last.map { String($0) } ?? path
    let folder = (try? resolve(folder(of: path), shown: path)) ?? lexical(folder(of: path))
    return CheckedPath(shown: path, resolved: join(folder, name))
  }

  /// The folder that a file is in; `.` for a bare name.
  package static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  }

  /// A path seen from a folder; an absolute one as it is.
  package static func join(_ folder: String, _ path: String) -> String {
    if path.hasPrefix("/") || folder == "." { return path }
    return folder == "/" ? "/" + path : folder + "/" + path
  }

  /// The path as a person in the current folder would write it: relative if it is below.
  package static func relative(_ resolved: String) -> String {
    guard let current = try? resolve(".", shown: ".") else { return resolved }
    if resolved == current { return "." }
    let prefix = current == "/" ? "/" : current + "/"
    return resolved.hasPrefix(prefix) ? String(resolved.dropFirst(prefix.count)) : resolved
  }

  /// Whether a path lies below a folder; both absolute and without links.
  private static func isInside(_ path: String, _ folder: String) -> Bool {
    folder == "/" || path.hasPrefix(folder + "/")
  }

  private static func resolve(_ path: String, shown: String) throws(FileProblem) -> String {
    guard !path.isEmpty else { throw .emptyPath }
    // The system would open what stands before it.
    guard !path.utf8.contains(0) else { throw .nulInPath(path: shown) }
    guard let resolved = realpath(path, nil) else {
      let reason = SystemError.last
      throw reason.isMissing ? .notFound(path: shown) : .unreadable(path: shown, reason: reason)
    }
    defer { free(resolved) }
    guard let text = String(validatingCString: resolved) else { throw .notUTF8(path: shown) }
    return text
  }

  /// A path without `.`, and without `..` behind a folder's name.
  private static func normal(_ path: String) -> String {
    var components: [Substring] = []
    for component in path.split(separator: "/") where component != "." {
      if component == "..", let last = components.last, last != ".." {
        components.removeLast()
      } else {
        components.append(component)
      }
    }
    return (path.hasPrefix("/") ? "/" : "") + components.joined(separator: "/")
  }

  /// An absolute path, `.` and `..` taken out, of what is not there.
  private static func lexical(_ path: String) -> String {
    let start = path.hasPrefix("/") ? "" : (try? resolve(".", shown: ".")) ?? ""
    var components: [Substring] = []
    for component in (start + "/" + path).split(separator: "/") where component != "." {
      if component == ".." { _ = components.popLast() } else { components.append(component) }
    }
    return "/" + components.joined(separator: "/")
  }
}
