#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that is only made where nothing stands.
package enum NewFile {
  /// Makes a file of a text.
  ///
  /// - Returns: false where something stands there already, which is left alone
  /// - Throws: `unwritable`; of a file that cannot be written whole nothing stays
  package static func create(_ path: String, _ text: String) throws(FileProblem) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      if errno == EEXIST { return false }
      throw .unwritable(path: path, reason: .last)
    }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let reason = SystemError.last
        close(descriptor)
        unlink(path)
        throw .unwritable(path: path, reason: reason)
      }
      bytes = bytes.dropFirst(count)
    }
    close(descriptor)
    return true
  }
}
