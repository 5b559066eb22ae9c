package import Files

/// Finds the experiment files that paths on the command line mean.
package struct ExperimentFinder {
  /// A file that is an experiment, or should be one.
  package struct Found: Sendable {
    package let path: CheckedPath
    /// Why it cannot be read, as far as that is known without opening it.
    package let problem: FileProblem?
    /// Whether it is a folder that cannot be gone through, and so no experiment.
    package let isFolder: Bool

    package init(path: CheckedPath, problem: FileProblem?, isFolder: Bool = false) {
      self.path = path
      self.problem = problem
      self.isFolder = isFolder
    }
  }

  /// The files, each once, sorted within a folder by the bytes of their paths.
  package private(set) var files: [Found] = []
  /// Links below a folder that was named that are not followed: those to folders, so that no loop
  /// arises, and those that lead out of the project, where nobody expects results.
  package private(set) var unfollowedLinks: [String] = []
  /// The bytes of their paths: to Swift, two names that look the same are equal.
  private var seen: Set<[UInt8]> = []

  private static let endings = [".yaml", ".yml"]
  /// More folders inside one another are nobody's design, and would cost stack.
  private static let depthLimit = 256

  /// Finds files. A folder means every file below it that ends in `.yaml` or `.yml`; names that begin
  /// with `.` or `_` are passed over. A file that was named is taken whatever its name is.
  package init(at paths: [String]) throws(FileProblem) {
    for path in paths {
      let named = try CheckedPath.named(path)
      switch Folders.kind(of: named.resolved) {
      case .folder:
        let count = files.count
        let known = seen.count
        try findFiles(below: path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path)
        if files.count == count, seen.count == known, !hasFiles(below: named.resolved) {
          throw .noExperiments(path: path)
        }
      case .file, .link, .other, nil: add(Found(path: named, problem: nil))
      }
    }
  }

  /// Whether a file below a folder was found before, through another path.
  private func hasFiles(below folder: String) -> Bool {
    seen.contains { $0.starts(with: (folder + "/").utf8) }
  }

  private mutating func add(_ found: Found) {
    if seen.insert(Array(found.path.resolved.utf8)).inserted { files.append(found) }
  }

  /// - Throws: only what is wrong with the folder itself
  private mutating func findFiles(below folder: String, depth: Int = 0) throws(FileProblem) {
    guard depth <= Self.depthLimit else {
      throw .tooDeep(path: folder, limit: Self.depthLimit)
    }
    for entry in try FolderEntries.of(folder, shown: folder)
    where !entry.name.hasPrefix(".") && !entry.name.hasPrefix("_") {
      let path = CheckedPath.join(folder, entry.name)
      let isExperiment = Self.endings.contains { entry.name.hasSuffix($0) }
      guard entry.isUTF8 else {
        if isExperiment || entry.kind == .folder {
          note(.notUTF8(path: path), at: path, isFolder: entry.kind == .folder)
        }
        continue
      }
      switch entry.kind {
      case .folder:
        do throws(FileProblem) { try findFiles(below: path, depth: depth + 1) } catch {
          note(error, at: path, isFolder: true)
        }
      case .file where isExperiment: addNamed(path)
      case .link: addLink(path, isExperiment)
      case .other where isExperiment: note(.notRegular(path: path), at: path)
      case .file, .other: break
      }
    }
  }

  private mutating func addLink(_ path: String, _ isExperiment: Bool) {
    switch Folders.kind(of: path) {
    case .folder: unfollowedLinks.append(path)
    case .file where isExperiment && leadsOut(path): unfollowedLinks.append(path)
    case .file, .link, .other, nil:
      if isExperiment { addNamed(path) }
    }
  }

  /// Whether a link leads to a file of another project than the one that it stands in.
  private func leadsOut(_ path: String) -> Bool {
    guard let target = try? CheckedPath.named(path) else { return false }
    return ExperimentName(of: target).root != ExperimentName(of: .planned(path)).root
  }

  private mutating func addNamed(_ path: String) {
    do throws(FileProblem) {
      add(Found(path: try CheckedPath.named(path), problem: nil))
    } catch {
      note(error, at: path)
    }
  }

  private mutating func note(_ problem: FileProblem, at path: String, isFolder: Bool = false) {
    add(Found(path: CheckedPath.planned(path), problem: problem, isFolder: isFolder))
  }
}
