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
  private let results: String
  private let patience: LockPatience
  private let folder: String
  private let own: String
  private let lock: Mutex<FileLock>
  private let owner: FileLock
  private let count = Atomic<Int>(0)
  /// Why the file system cannot lock; nil if it can.
  package let lockFailure: SystemError?

  private static let name = ".lstm-lab"
  private static let prefix = "run-"
  /// How often the folder may be removed while it is opened before something else must be wrong.
  private static let attempts = 1000

  /// Makes the folder of results, if need be, and a staging folder in it; so tells whether files
  /// can be written there.
  ///
  /// - Parameter results: the folder of results
  package init(
    in results: String, patience: LockPatience = .endless
  ) throws(FileProblem) {
    guard !results.isEmpty else { throw .emptyPath }
    guard !results.utf8.contains(0) else { throw .nulInPath(path: results) }
    try Folders.make(results)
    let folder = CheckedPath.join(results, Self.name)
    let own = "\(folder)/\(Self.prefix)\(Self.randomName())"
    do throws(SystemError) {
      guard let (lock, failure) = try Self.openLock(in: folder, patience) else {
        throw SystemError.isLocked
      }
      // Without locks nobody can tell whether another process still lives.
      if failure == nil { Self.removeStrays(in: folder) }
      guard mkdir(own, 0o777) == 0 else { throw .last }
      owner = try FileLock(own + "/owner")
      if failure == nil { _ = try owner.tryToTake() }
      lock.letGo()
      self.lock = Mutex(lock)
      lockFailure = failure
    } catch {
      throw error == .isLocked
        ? .locked(path: results) : .unwritable(path: results, reason: error)
    }
    self.results = results
    self.patience = patience
    self.folder = folder
    self.own = own
  }

  /// A path in the folder that nothing else has.
  func newPath() -> String { "\(own)/\(count.add(1, ordering: .relaxed).newValue)" }

  /// Runs `body` while no other process, and no other thread of this one, does.
  ///
  /// - Throws: `locked` where the patience ends before another process lets go
  package func withLock<Result: Sendable>(
    _ body: () throws(FileProblem) -> Result
  ) throws(FileProblem) -> Result {
    try lock.withLock { lock throws(FileProblem) in
      // A file system that cannot lock has been told of.
      if lockFailure == nil {
        let isTaken: Bool
        do throws(SystemError) { isTaken = try lock.take(patience) } catch {
          throw .unwritable(path: folder + "/lock", reason: error)
        }
        guard isTaken else { throw .locked(path: results) }
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
  ///
  /// - Returns: nil where the patience ends
  private static func openLock(
    in folder: String, _ patience: LockPatience
  ) throws(SystemError) -> (lock: FileLock, failure: SystemError?)? {
    for _ in 0..<attempts {
      guard mkdir(folder, 0o777) == 0 || errno == EEXIST else { throw .last }
      // A link could lead to any folder, and what is in it is removed here.
      switch Folders.kind(of: folder, followsLinks: false) {
      case .folder: break
      case nil: continue
      case .file, .link, .other: throw SystemError(code: ENOTDIR)
      }
      let lock: FileLock
      do throws(SystemError) { lock = try FileLock(folder + "/lock") } catch {
        if error.isMissing { continue }
        throw error
      }
      let isTaken: Bool
      do throws(SystemError) { isTaken = try lock.take(patience) } catch { return (lock, error) }
      guard isTaken else { return nil }
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
      guard entry.kind == .folder else {
        unlink(path)
        continue
      }
      guard let owner = try? FileLock(path + "/owner"), (try? owner.tryToTake()) == true else {
        continue
      }
      removeFolder(path)
    }
  }

  /// Removes a folder and all that is in it; links are not followed.
  private static func removeFolder(_ path: String) {
    for entry in (try? FolderEntries.of(path, shown: path)) ?? [] {
      let inner = "\(path)/\(entry.name)"
      if entry.kind == .folder { removeFolder(inner) } else { unlink(inner) }
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
