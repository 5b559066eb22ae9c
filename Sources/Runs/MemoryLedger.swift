import Engine
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Lets large trainings begin only where there is memory for them beside those that run: Swift's
/// arrays end the whole process where memory ends.
final class MemoryLedger: Sendable {
  private let reserved = Mutex(0.0)

  /// Smaller trainings are not worth asking for; in bytes.
  private static let threshold = 32.0 * 1024 * 1024

  /// Runs `body` once there is memory for it; waits for other trainings to end if need be.
  ///
  /// - Parameter bytes: what `body` takes at the most
  /// - Returns: nil where there is not enough memory even while nothing else is trained
  func with<Result>(bytes: Double, _ body: () -> Result) -> Result? {
    guard bytes >= Self.threshold else { return body() }
    while true {
      let (isReserved, isAlone) = reserved.withLock { reserved in
        let isAlone = reserved == 0
        guard LargeBlocks.isAvailable(bytes: reserved + bytes) else { return (false, isAlone) }
        reserved += bytes
        return (true, isAlone)
      }
      if isReserved { break }
      if isAlone { return nil }
      usleep(10_000)
    }
    defer { reserved.withLock { $0 -= bytes } }
    return body()
  }
}
