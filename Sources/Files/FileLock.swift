#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A lock that one process holds at a time, on one machine or over a shared disk: `flock` on a file.
/// The system lets go of it when the process ends, however it ends.
final class FileLock: Sendable {
  private let descriptor: Int32
  private let path: String

  /// Between two attempts while another process holds it, in microseconds.
  private static let pauses = [100, 200, 500, 1000, 2000, 5000, 10_000, 20_000]

  /// Opens the file, and makes it where there is none. A link is refused: what it leads to is not
  /// the file at the path, and another process may remove it unseen.
  init(_ path: String) throws(SystemError) {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard descriptor >= 0 else { throw .last }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Waits for the lock; tells whether it was taken.
  ///
  /// - Throws: why the file system cannot lock
  func take(_ patience: LockPatience) throws(SystemError) -> Bool {
    let start = ContinuousClock.now
    var attempt = 0
    while try !tryToTake() {
      guard patience.goesOn(ContinuousClock.now - start) else { return false }
      usleep(useconds_t(Self.pauses[min(attempt, Self.pauses.count - 1)]))
      attempt += 1
    }
    return true
  }

  /// Takes the lock unless somebody holds it; tells whether it was taken.
  func tryToTake() throws(SystemError) -> Bool {
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      switch errno {
      case EINTR: continue
      case EWOULDBLOCK: return false
      default: throw .last
      }
    }
    return true
  }

  func letGo() {
    flock(descriptor, LOCK_UN)
  }

  /// Whether the file is still the one at its path: another may have removed it meanwhile.
  var isInPlace: Bool {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return false }
    return FileIdentity(at: path) == FileIdentity(status)
  }
}

/// How long a process waits for a lock that another holds.
package struct LockPatience: Sendable {
  /// Asked again and again with the time that was waited; false gives up. Called from any thread.
  let goesOn: @Sendable (Duration) -> Bool

  package init(goesOn: @escaping @Sendable (Duration) -> Bool) {
    self.goesOn = goesOn
  }

  /// Waits for as long as it takes.
  package static let endless = LockPatience { _ in true }
}
