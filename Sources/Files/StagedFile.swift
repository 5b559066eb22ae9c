#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file in the making, which takes the place of another when it is whole: a reader, or a crash of
/// the command, never sees half of it. Nothing of it is on the disk before it is some size.
package final class StagedFile {
  private let staging: StagingFolder
  /// Where it will stand, for messages.
  private let destination: String
  /// Whether finishing it waits until the disk has it.
  private let isDurable: Bool
  private var buffer: [UInt8] = []
  private var hash = SHA256()
  private var path: String?
  private var descriptor: Int32 = -1
  private var isMoved = false

  /// Bytes that wait in memory before they are written.
  private static let capacity = 1 << 16

  /// - Parameters:
  ///   - destination: the path of the file whose place it will take
  ///   - isDurable: whether finishing it waits until the disk has it
  package init(in staging: StagingFolder, for destination: String, isDurable: Bool = false) {
    self.isDurable = isDurable
    self.staging = staging
    self.destination = destination
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if let path, !isMoved { unlink(path) }
  }

  /// Adds text at the end.
  package func append(_ text: String) throws(FileProblem) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= Self.capacity { try flush() }
  }

  /// Writes what is left.
  ///
  /// - Returns: the digest of all bytes, as reports write it
  package func finish() throws(FileProblem) -> String {
    try flush()
    if isDurable, fsync(descriptor) != 0 { throw problem() }
    let result = close(descriptor)
    descriptor = -1
    // Some file systems tell only now that what was written did not arrive.
    guard result == 0 || errno == EINTR else { throw problem() }
    return hash.finish()
  }

  /// Takes the place of the file at the destination.
  ///
  /// - Precondition: it is finished.
  package func move() throws(FileProblem) {
    guard let path, descriptor < 0 else { preconditionFailure("only a finished file is moved") }
    guard rename(path, destination) == 0 else { throw problem() }
    isMoved = true
  }

  /// Opens the file, if need be, and writes the buffer.
  private func flush() throws(FileProblem) {
    if descriptor < 0 {
      let path = staging.newPath()
      descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else { throw problem() }
      self.path = path
    }
    hash.update(buffer)
    var start = 0
    while start < buffer.count {
      let count = buffer.withUnsafeBytes { bytes in
        let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
        return write(descriptor, rest.baseAddress, rest.count)
      }
      if count < 0, errno == EINTR { continue }
      // A disk that takes nothing and gives no reason is full.
      guard count > 0 else { throw count == 0 ? Self.full(destination) : problem() }
      start += count
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private func problem() -> FileProblem { .unwritable(path: destination, reason: .last) }

  private static func full(_ path: String) -> FileProblem {
    .unwritable(path: path, reason: SystemError(code: ENOSPC))
  }
}
