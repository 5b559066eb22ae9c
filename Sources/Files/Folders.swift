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
      if kind(of: path) == .folder { return }
      throw .notFolder(path: path)
    case ENOENT where parent != "." && parent != "/" && !path.isEmpty:
      try make(parent, isDurable: isDurable)
      guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
        throw .unwritable(path: path, reason: .last)
      }
      if isDurable { try synchronize(parent) }
    default: throw .unwritable(path: path, reason: reason)
    }
  }

  /// What stands at a path, links followed; nil if nothing does.
  package static func kind(of path: String) -> FolderEntries.Kind? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
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
