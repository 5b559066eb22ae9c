package import Files

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Finds the experiment files that paths on the command line mean.
package enum ExperimentFinder {
  private static let endings = [".yaml", ".yml"]

  /// The files, each once, sorted within a folder by the bytes of their paths. A folder means every
  /// file below it that ends in `.yaml` or `.yml`; names that begin with `.` or `_` are passed over.
  package static func files(at paths: [String]) throws(FileProblem) -> [String] {
    var found: [String] = []
    for path in paths {
      switch kind(of: path) {
      case .missing: throw .notFound(path: path)
      case .file: found.append(path)
      case .folder:
        let below = try files(
          below: path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path)
        if below.isEmpty { throw .noExperiments(path: path) }
        found += below
      }
    }
    var seen: Set<String> = []
    return found.filter { seen.insert(standardized($0)).inserted }
  }

  private enum Kind {
    case missing, file, folder
  }

  private static func kind(of path: String) -> Kind {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      return .missing
    }
    return isFolder ? .folder : .file
  }

  private static func files(below folder: String) throws(FileProblem) -> [String] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw .unreadable(path: folder, reason: SystemReason(error).text)
    }
    var found: [String] = []
    for name in names.sorted(by: { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
    where !name.hasPrefix(".") && !name.hasPrefix("_") {
      let path = folder == "." ? name : folder == "/" ? "/" + name : folder + "/" + name
      if isRealFolder(path) {
        found += try files(below: path)
      } else if endings.contains(where: name.hasSuffix), isRegularFile(path) {
        found.append(path)
      }
    }
    return found
  }

  /// Whether it is a folder itself: links to folders are not followed, so that no loop arises.
  private static func isRealFolder(_ path: String) -> Bool {
    let type = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    return type == .typeDirectory
  }

  /// Whether it is a file, or a link to one; a pipe would be waited for.
  private static func isRegularFile(_ path: String) -> Bool {
    let target = URL(filePath: path).resolvingSymlinksInPath().path
    let type =
      try? FileManager.default.attributesOfItem(atPath: target)[.type] as? FileAttributeType
    return type == .typeRegular
  }

  private static func standardized(_ path: String) -> String {
    URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().path
  }
}
