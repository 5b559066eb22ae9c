#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why the system refused, as `errno` has it.
package struct SystemError: Error, Sendable, Hashable {
  package let code: Int32

  package init(code: Int32) {
    self.code = code
  }

  /// The reason of the call that just failed.
  static var last: SystemError { SystemError(code: errno) }

  /// The system's own words: "Permission denied".
  package var text: String { String(cString: strerror(code)) }

  /// A folder stands where a file should.
  package static let isFolder = SystemError(code: EISDIR)

  /// Another process holds a lock.
  static let isLocked = SystemError(code: EWOULDBLOCK)

  /// Whether the path leads to nothing.
  package var isMissing: Bool { code == ENOENT }

  /// Whether there is no room left: on the disk, or of what this user may take of it.
  package var isFull: Bool { code == ENOSPC || code == EDQUOT }
}
