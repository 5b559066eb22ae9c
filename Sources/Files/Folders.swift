#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Making and removing folders and files by their paths.
package enum Folders {
  /// Makes a folder, and those above it, unless they exist.
  ///
  /// - Parameter isDurable: whether it must outlast a power cut once this returns
  package static func make(_ path: String, isDurable: Bool = false) throws(FileProblem) {
    if mkdir(path, 0o777) == 0 {
      if isDurable { try synchronize(CheckedPath.folder(of: path)) }
      return
    }
    let reason = SystemError.last
    let parent = CheckedPath.folder(of: path)
    switch reason.code {
    case EEXIST:
      switch kind(of: path) {
      case .folder: return
      // A link that leads nowhere.
      case nil: throw .unwritable(path: path, reason: SystemError(code: ENOENT))
      case .file, .link, .other: throw .notFolder(path: path)
      }
    case ENOENT where parent != "." && parent != "/" && !path.isEmpty:
      try make(parent, isDurable: isDurable)
      guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
        throw .unwritable(path: path, reason: .last)
      }
      if isDurable { try synchronize(parent) }
    default: throw .unwritable(path: path, reason: reason)
    }
  }

  /// Makes a folder inside another, and those between them. None of them may be a link: what is
  /// written there would stand elsewhere.
  ///
  /// - Parameters:
  ///   - names: the folders below the first
  ///   - root: the folder that holds them; it exists
  package static func make(
    _ names: [String], inside root: String, isDurable: Bool = false
  ) throws(FileProblem) {
    var path = root
    for name in names {
      path = CheckedPath.join(path, name)
      switch kind(of: path, followsLinks: false) {
      case .folder: continue
      case nil: try make(path, isDurable: isDurable)
      case .link: throw .isLink(path: path)
      case .file, .other: throw .notFolder(path: path)
      }
    }
  }

  /// What stands at a path; nil if nothing does, or if nobody can tell.
  package static func kind(of path: String, followsLinks: Bool = true) -> FolderEntries.Kind? {
    var status = stat()
    guard (followsLinks ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    case S_IFLNK: return .link
    default: return .other
    }
  }

  /// Whether there is certainly nothing at a path; false where the system does not tell.
  package static func isMissing(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) != 0 && (errno == ENOENT || errno == ENOTDIR)
  }

  /// Removes a file, if there is one.
  package static func removeFile(_ path: String) throws(FileProblem) {
    guard unlink(path) == 0 || errno == ENOENT else { throw .unwritable(path: path, reason: .last) }
  }

  /// Removes a folder if it is empty; tells whether it is gone.
  @discardableResult
  package static func removeIfEmpty(_ path: String) -> Bool { rmdir(path) == 0 }

  /// Waits until the disk has a folder's entries as they are.
  package static func synchronize(_ path: String) throws(FileProblem) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
    guard descriptor >= 0 else { throw .unwritable(path: path, reason: .last) }
    defer { close(descriptor) }
    // Some file systems cannot synchronize a folder, and then keep no promise about it.
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw .unwritable(path: path, reason: .last)
    }
  }
}
