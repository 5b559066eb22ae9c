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
    guard !text.isEmpty else { throw .emptyPath }
    let shown = normal(join(folder(of: file.shown), text))
    // Relative to where the file really is: a link to it may stand anywhere.
    let resolved = try resolve(join(folder(of: file.resolved), text), shown: text)
    guard isInside(resolved, root) else { throw .outside(path: text) }
    return CheckedPath(shown: shown, resolved: resolved)
  }

  /// Where a file is or would be, whether or not there is one: its folder's links are followed.
  package static func planned(_ path: String) -> CheckedPath {
    guard let name = components(of: path).last, name != ".", name != ".." else {
      let resolved = (try? resolve(path, shown: path)) ?? lexical(path)
      return CheckedPath(shown: path, resolved: resolved)
    }
    let folder = (try? resolve(folder(of: path), shown: path)) ?? lexical(folder(of: path))
    return CheckedPath(shown: path, resolved: join(folder, name))
  }

  // Paths are compared and cut by their bytes, as the system does: to Swift, `é` is equal to `e`
  // with an accent behind it, and a slash before such an accent is no slash.
  private static let slash = UInt8(ascii: "/")

  /// The names in a path.
  package static func components(of path: String) -> [String] {
    path.utf8.split(separator: slash).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The folder that a file or folder is in, as `dirname` has it; `.` for a bare name.
  package static func folder(of path: String) -> String {
    let bytes = Array(path.utf8)
    guard let last = bytes.lastIndex(where: { $0 != slash }) else {
      return bytes.isEmpty ? "." : "/"
    }
    guard let end = bytes[...last].lastIndex(of: slash) else { return "." }
    guard let folder = bytes[..<end].lastIndex(where: { $0 != slash }) else { return "/" }
    return String(decoding: bytes[...folder], as: UTF8.self)
  }

  /// A path seen from a folder; an absolute one as it is.
  package static func join(_ folder: String, _ path: String) -> String {
    if path.utf8.first == slash || folder == "." { return path }
    return folder == "/" ? "/" + path : folder + "/" + path
  }

  /// The path as a person in the current folder would write it: relative if it is below.
  package static func relative(_ resolved: String) -> String {
    guard let current = try? resolve(".", shown: ".") else { return resolved }
    if resolved == current { return "." }
    let prefix = current == "/" ? "/" : current + "/"
    guard resolved.utf8.starts(with: prefix.utf8) else { return resolved }
    return String(decoding: resolved.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
  }

  /// Whether a path lies below a folder; both absolute and without links.
  private static func isInside(_ path: String, _ folder: String) -> Bool {
    folder == "/" || path.utf8.starts(with: (folder + "/").utf8)
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
    let isAbsolute = path.utf8.first == slash
    var kept: [String] = []
    for component in components(of: path) {
      switch component {
      case ".": break
      case ".." where kept.last.map { $0 != ".." } ?? isAbsolute: _ = kept.popLast()
      default: kept.append(component)
      }
    }
    let text = (isAbsolute ? "/" : "") + kept.joined(separator: "/")
    return text.isEmpty ? "." : text
  }

  /// An absolute path, `.` and `..` taken out, of what is not there.
  private static func lexical(_ path: String) -> String {
    if path.utf8.first == slash { return normal(path) }
    return normal(((try? resolve(".", shown: ".")) ?? "") + "/" + path)
  }
}
