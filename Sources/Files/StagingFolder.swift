import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A hidden folder inside a folder of results, in which a process makes files before they take
/// their places, and the lock under which they take them:
///
///     results/.lstm-lab/lock
///     results/.lstm-lab/run-5f0c…/owner    locked for as long as its process lives
///     results/.lstm-lab/run-5f0c…/17       a file in the making
///
/// Names are random, so that processes on several machines never share one. What a killed process
/// left is removed by the next that comes.
package final class StagingFolder: Sendable {
  private let folder: String
  private let own: String
  private let lock: Mutex<FileLock>
  private let owner: FileLock
  private let count = Atomic<Int>(0)
  /// Why the file system cannot lock; nil if it can.
  package let lockFailure: SystemError?

  private static let name = ".lstm-lab"
  private static let prefix = "run-"
  /// How often the folder may be removed while it is opened before something else must be wrong
  /// with it: that it is a link to nothing, for example.
  private static let attempts = 1000

  /// Makes the folder of results, if need be, and a staging folder in it; so tells whether files
  /// can be written there.
  ///
  /// - Parameter results: the folder of results
  package init(in results: String) throws(FileProblem) {
    guard !results.isEmpty else { throw .emptyPath }
    guard !results.utf8.contains(0) else { throw .nulInPath(path: results) }
    try Folders.make(results)
    let folder = CheckedPath.join(results, Self.name)
    let own = "\(folder)/\(Self.prefix)\(Self.randomName())"
    do throws(SystemError) {
      let (lock, failure) = try Self.openLock(in: folder)
      // Without locks nobody can tell whether another process still lives.
      if failure == nil { Self.removeStrays(in: folder) }
      guard mkdir(own, 0o777) == 0 else { throw .last }
      owner = try FileLock(own + "/owner")
      if failure == nil { _ = try owner.tryToTake() }
      lock.letGo()
      self.lock = Mutex(lock)
      lockFailure = failure
    } catch {
      throw .unwritable(path: results, reason: error)
    }
    self.folder = folder
    self.own = own
  }

  /// A path in the folder that nothing else has.
  func newPath() -> String { "\(own)/\(count.add(1, ordering: .relaxed).newValue)" }

  /// Runs `body` while no other process, and no other thread of this one, does.
  package func withLock<Result: Sendable>(
    _ body: () throws(FileProblem) -> Result
  ) throws(FileProblem) -> Result {
    try lock.withLock { lock throws(FileProblem) in
      // A file system that cannot lock has been told of.
      if lockFailure == nil {
        do throws(SystemError) { try lock.take() } catch {
          throw .unwritable(path: folder + "/lock", reason: error)
        }
      }
      defer { if lockFailure == nil { lock.letGo() } }
      return try body()
    }
  }

  /// Removes the folder, and what all processes share if this is the last.
  package func remove() {
    try? withLock { () throws(FileProblem) in
      Self.removeFolder(own)
      let entries = (try? FolderEntries.of(folder, shown: folder)) ?? []
      guard !entries.contains(where: { $0.name.hasPrefix(Self.prefix) }) else { return }
      try Folders.removeFile(folder + "/lock")
      Folders.removeIfEmpty(folder)
    }
  }

  /// Opens the shared lock and takes it. The last process that ends removes it together with its
  /// folder; then another is made.
  private static func openLock(
    in folder: String
  ) throws(SystemError) -> (lock: FileLock, failure: SystemError?) {
    for _ in 0..<attempts {
      guard mkdir(folder, 0o777) == 0 || errno == EEXIST else { throw .last }
      let lock: FileLock
      do throws(SystemError) { lock = try FileLock(folder + "/lock") } catch {
        if error.isMissing { continue }
        throw error
      }
      do throws(SystemError) { try lock.take() } catch { return (lock, error) }
      if lock.isInPlace { return (lock, nil) }
    }
    throw SystemError(code: ENOENT)
  }

  /// Removes what processes left that live no more. The shared lock is held. What cannot be locked
  /// may be a living process's, and stays.
  private static func removeStrays(in folder: String) {
    let entries = (try? FolderEntries.of(folder, shown: folder)) ?? []
    for entry in entries where entry.name.hasPrefix(prefix) {
      let path = "\(folder)/\(entry.name)"
      guard let owner = try? FileLock(path + "/owner"), (try? owner.tryToTake()) == true else {
        continue
      }
      removeFolder(path)
    }
  }

  private static func removeFolder(_ path: String) {
    for entry in (try? FolderEntries.of(path, shown: path)) ?? [] {
      unlink("\(path)/\(entry.name)")
    }
    rmdir(path)
  }

  private static func randomName() -> String {
    var random = SystemRandomNumberGenerator()
    return (0..<2).map { _ in
      let digits = String(random.next() as UInt64, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
