#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A regular file, open for reading.
package struct RegularFile: ~Copyable {
  private let path: String
  private let descriptor: Int32

  /// Bytes asked of the system at a time.
  private static let chunk = 1 << 20

  /// Opens a file. A folder, a pipe or a device is refused: it has no end that could be waited for.
  init(_ path: String) throws(FileProblem) {
    self.path = path
    // Opening a pipe that nobody writes to would wait; so would reading it, were it not refused.
    descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.problem(path) }
    switch try status().st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .unreadable(path: path, reason: String(cString: strerror(EISDIR)))
    default: throw .notRegular(path: path)
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// All bytes; a file that is too large is refused before it is read, one that somebody else
  /// changes meanwhile as soon as that is seen.
  package func bytes(limit: Int) throws(FileProblem) -> [UInt8] {
    let before = try status()
    let size = Int(before.st_size)
    guard size <= limit else { throw .tooLarge(path: path, bytes: size, limit: limit) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    while bytes.count <= size {
      let start = bytes.count
      // One byte more than there should be, to see whether there is one.
      let wanted = min(Self.chunk, size + 1 - start)
      bytes.append(contentsOf: repeatElement(0, count: wanted))
      let count = bytes.withUnsafeMutableBytes { all in
        let rest = UnsafeMutableRawBufferPointer(rebasing: all[start...])
        return read(descriptor, rest.baseAddress, rest.count)
      }
      guard count >= 0 || errno == EINTR else { throw Self.problem(path) }
      bytes.removeLast(wanted - max(count, 0))
      if count == 0 { break }
    }
    let after = try status()
    guard bytes.count == size, Self.isSame(before, after) else { throw .changing(path: path) }
    return bytes
  }

  private func status() throws(FileProblem) -> stat {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.problem(path) }
    return status
  }

  /// Whether nothing was written between the two.
  private static func isSame(_ before: stat, _ after: stat) -> Bool {
    #if canImport(Darwin)
      let (first, second) = (before.st_mtimespec, after.st_mtimespec)
    #else
      let (first, second) = (before.st_mtim, after.st_mtim)
    #endif
    return before.st_size == after.st_size && first.tv_sec == second.tv_sec
      && first.tv_nsec == second.tv_nsec
  }

  private static func problem(_ path: String) -> FileProblem {
    let code = errno
    return code == ENOENT
      ? .notFound(path: path) : .unreadable(path: path, reason: String(cString: strerror(code)))
  }
}
