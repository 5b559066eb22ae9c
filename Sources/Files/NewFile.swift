#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file in the making, which takes the place of another when it is whole.
///
/// The disk is not waited for: a report can be made again, and for many small experiments the waiting
/// would take longer than the training.
package struct NewFile: ~Copyable {
  private let path: String
  private let temporary: String
  private let descriptor: Int32

  /// Begins a file beside the one that it will replace.
  init(replacing path: String) throws(FileProblem) {
    self.path = path
    let name = path.split(separator: "/").last ?? ""
    temporary = FilePaths.join(FilePaths.folder(of: path), ".\(name).\(getpid())")
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Self.problem(path) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Writes all of the text and takes the old file's place; on a problem the old file stays.
  package func finish(_ text: String) throws(FileProblem) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw abandon() }
      bytes = bytes.dropFirst(count)
    }
    guard rename(temporary, path) == 0 else { throw abandon() }
  }

  private func abandon() -> FileProblem {
    let problem = Self.problem(path)
    unlink(temporary)
    return problem
  }

  private static func problem(_ path: String) -> FileProblem {
    .unwritable(path: path, reason: String(cString: strerror(errno)))
  }
}
