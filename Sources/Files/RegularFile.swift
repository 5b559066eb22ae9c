#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A regular file, open for reading.
package final class RegularFile: Sendable {
  private let path: CheckedPath
  private let descriptor: Int32
  private let opened: FileIdentity

  /// Bytes asked of the system at a time.
  private static let chunk = 1 << 20

  /// The size in bytes when it was opened.
  package let size: Int

  /// Opens a file. A folder, a pipe or a device is refused: it has no end that could be waited for.
  package init(_ path: CheckedPath) throws(FileProblem) {
    self.path = path
    let descriptor = try Self.open(path)
    do throws(FileProblem) {
      let status = try Self.status(of: descriptor, path)
      switch status.st_mode & S_IFMT {
      case S_IFREG: break
      case S_IFDIR: throw .unreadable(path: path.shown, reason: SystemError(code: EISDIR))
      default: throw .notRegular(path: path.shown)
      }
      opened = FileIdentity(status)
      size = Int(status.st_size)
    } catch {
      close(descriptor)
      throw error
    }
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }

  /// Opens the file at a path that has no links, name by name: a folder that somebody has replaced by
  /// a link since the path was checked is refused.
  private static func open(_ path: CheckedPath) throws(FileProblem) -> Int32 {
    let names = CheckedPath.components(of: path.resolved)
    var folder = systemOpen("/", folderFlags, in: AT_FDCWD)
    for (index, name) in names.enumerated() {
      guard folder >= 0 else { throw problem(path) }
      // Opening a pipe that nobody writes to would wait; so would reading it, were it not refused.
      let flags = index == names.count - 1 ? O_RDONLY | O_NONBLOCK : folderFlags
      let next = systemOpen(name, flags, in: folder)
      let code = errno
      close(folder)
      errno = code
      folder = next
    }
    guard folder >= 0 else { throw problem(path) }
    return folder
  }

  private static func systemOpen(_ name: String, _ flags: Int32, in folder: Int32) -> Int32 {
    openat(folder, name, flags | O_CLOEXEC | O_NOFOLLOW)
  }

  #if canImport(Darwin)
    private static let folderFlags = O_RDONLY | O_DIRECTORY
  #else
    /// A folder may be gone through by one who may not list it (open(2), O_PATH).
    private static let folderFlags = 0o10000000 | O_DIRECTORY
  #endif

  /// All bytes.
  ///
  /// - Parameter limit: a larger file is refused before it is read; in bytes
  /// - Throws: `changing` as soon as it is seen that somebody else writes to the file
  package func bytes(limit: Int) throws(FileProblem) -> [UInt8] {
    guard size <= limit else { throw .tooLarge(path: path.shown, bytes: size, limit: limit) }
    let bytes = try bytes(at: 0, count: size)
    try checkUnchanged()
    return bytes
  }

  /// A stretch of the file.
  ///
  /// - Throws: `changing` where the file ends before it
  package func bytes(at offset: Int, count: Int) throws(FileProblem) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count {
      let start = bytes.count
      let wanted = min(Self.chunk, count - start)
      bytes.append(contentsOf: repeatElement(0, count: wanted))
      let given = bytes.withUnsafeMutableBytes { all in
        let rest = UnsafeMutableRawBufferPointer(rebasing: all[start...])
        return pread(descriptor, rest.baseAddress, rest.count, off_t(offset + start))
      }
      guard given >= 0 || errno == EINTR else { throw Self.problem(path) }
      guard given != 0 else { throw .changing(path: path.shown) }
      bytes.removeLast(wanted - max(given, 0))
    }
    return bytes
  }

  /// Gives all bytes, piece by piece.
  package func eachPiece(_ body: ([UInt8]) -> Void) throws(FileProblem) {
    for offset in stride(from: 0, to: size, by: Self.chunk) {
      body(try bytes(at: offset, count: min(Self.chunk, size - offset)))
    }
  }

  /// - Throws: `changing` if something was written since the file was opened
  package func checkUnchanged() throws(FileProblem) {
    let now = try Self.status(of: descriptor, path)
    guard FileIdentity(now) == opened else { throw .changing(path: path.shown) }
  }

  private static func status(
    of descriptor: Int32, _ path: CheckedPath
  ) throws(FileProblem) -> stat {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw problem(path) }
    return status
  }

  private static func problem(_ path: CheckedPath) -> FileProblem {
    let reason = SystemError.last
    return reason.isMissing
      ? .notFound(path: path.shown) : .unreadable(path: path.shown, reason: reason)
  }
}

/// What tells a file, as it stands, from every other and from itself after a change.
package struct FileIdentity: Sendable, Hashable {
  private let device: UInt64
  private let number: UInt64
  private let size: Int
  private let seconds: Int
  private let nanoseconds: Int

  init(_ status: stat) {
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(status.st_ino)
    size = Int(status.st_size)
    #if canImport(Darwin)
      (seconds, nanoseconds) = (status.st_mtimespec.tv_sec, status.st_mtimespec.tv_nsec)
    #else
      (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
    #endif
  }

  /// The identity of the file at a path; nil if there is none.
  package init?(at path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    self.init(status)
  }
}
