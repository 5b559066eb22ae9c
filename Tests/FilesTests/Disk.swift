import Dispatch
import FoundationEssentials
import TestSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What tests do to the disk beside the code that they test.
enum Disk {
  struct Failure: Error {
    let code = errno
  }

  /// Writes a file whose name may be any bytes.
  static func write(_ bytes: [UInt8], to path: String, name: [UInt8] = []) throws {
    let descriptor = withCString(Array(path.utf8) + name) {
      open($0, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0o600)
    }
    guard descriptor >= 0 else { throw Failure() }
    defer { close(descriptor) }
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes { unsafe in
        Self.systemWrite(descriptor, unsafe.baseAddress, unsafe.count)
      }
      guard count > 0 else { throw Failure() }
      start += count
    }
  }

  private static func withCString(_ bytes: [UInt8], _ body: (UnsafePointer<CChar>) -> Int32)
    -> Int32
  {
    let text = bytes.map { CChar(bitPattern: $0) } + [0]
    return text.withUnsafeBufferPointer { $0.baseAddress.map { body($0) } ?? -1 }
  }

  private static func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.write(file, bytes, count)
    #elseif canImport(Musl)
      Musl.write(file, bytes, count)
    #else
      Darwin.write(file, bytes, count)
    #endif
  }

  static func makePipe(_ path: String) throws {
    guard mkfifo(path, 0o600) == 0 else { throw Failure() }
  }

  static func makeLink(_ path: String, to destination: String) throws {
    guard symlink(destination, path) == 0 else { throw Failure() }
  }

  /// Makes a link to a name that may be any bytes.
  static func makeLink(_ path: String, toBytes destination: [UInt8]) throws {
    guard withCString(destination, { symlink($0, path) }) == 0 else { throw Failure() }
  }

  static func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(
      at: URL(filePath: path), withIntermediateDirectories: true)
  }

  static func setSize(_ path: String, _ size: Int) throws {
    guard truncate(path, off_t(size)) == 0 else { throw Failure() }
  }

  static func remove(_ path: String) throws {
    try FileManager.default.removeItem(atPath: path)
  }

  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: path)))
  }

  /// The paths of everything below a folder, sorted.
  static func everything(below folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
  }

  /// Takes the lock of a file in an open file of its own, as another process would; nil if somebody
  /// else holds it. It is let go of by `close`.
  static func lock(_ path: String) throws -> Int32? {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Failure() }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return descriptor }
    guard errno == EWOULDBLOCK else { throw Failure() }
    close(descriptor)
    return nil
  }

  /// Runs `body` on several threads at once and waits for all.
  static func atOnce(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    let group = DispatchGroup()
    for index in 0..<count {
      // A queue of its own has a thread of its own.
      DispatchQueue(label: "\(index)").async(group: group) { body(index) }
    }
    group.wait()
  }
}
