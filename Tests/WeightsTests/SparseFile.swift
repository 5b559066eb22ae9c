#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Files that are large and take no room.
enum SparseFile {
  struct Failure: Error {}

  /// Adds zeros that are not on the disk.
  static func extend(_ path: String, to size: Int) throws {
    guard truncate(path, off_t(size)) == 0 else { throw Failure() }
  }
}

/// What this process took of the system.
enum ProcessUse {
  /// Bytes that it read from files; nil where the system does not tell.
  static var bytesRead: Int? {
    guard let file = fopen("/proc/self/io", "r") else { return nil }
    defer { fclose(file) }
    var text = [CChar](repeating: 0, count: 200)
    guard fgets(&text, 200, file) != nil else { return nil }
    let line = text.prefix { $0 != 0 }.map { Character(Unicode.Scalar(UInt8(bitPattern: $0))) }
    return Int(String(line.filter { $0.isNumber }))
  }

  /// The most memory that it had at once, in bytes.
  static var peakMemory: Int {
    var usage = rusage()
    // Of this process; its name has another type on each system.
    getrusage(0, &usage)
    #if canImport(Darwin)
      return usage.ru_maxrss
    #else
      return usage.ru_maxrss * 1024
    #endif
  }
}
