#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What stands in one folder.
package struct FolderEntries {
  package enum Kind: Sendable, Hashable {
    case file, folder, link
    /// A pipe, a socket or a device.
    case other
  }

  package struct Entry: Sendable, Hashable {
    /// The name; bytes that are not UTF-8 are shown as U+FFFD.
    package let name: String
    package let isUTF8: Bool
    package let kind: Kind
  }

  /// The entries but `.` and `..`, sorted by the bytes of their names.
  ///
  /// - Parameter shown: what messages call the folder
  package static func of(_ folder: String, shown: String) throws(FileProblem) -> [Entry] {
    guard let stream = opendir(folder) else {
      let reason = SystemError.last
      if reason.code == ENOTDIR { throw .notFolder(path: shown) }
      throw reason.isMissing ? .notFound(path: shown) : .unreadable(path: shown, reason: reason)
    }
    defer { closedir(stream) }
    var entries: [(bytes: [UInt8], kind: Kind)] = []
    while true {
      errno = 0
      guard let item = readdir(stream) else {
        if errno != 0 { throw .unreadable(path: shown, reason: .last) }
        break
      }
      let bytes = withUnsafeBytes(of: &item.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if bytes == [0x2e] || bytes == [0x2e, 0x2e] { continue }
      entries.append((bytes, kind(item.pointee, bytes, folder)))
    }
    return entries.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }.map { entry in
      let text = String(validating: entry.bytes, as: UTF8.self)
      return Entry(
        name: text ?? String(decoding: entry.bytes, as: UTF8.self), isUTF8: text != nil,
        kind: entry.kind)
    }
  }

  private static func kind(_ item: dirent, _ name: [UInt8], _ folder: String) -> Kind {
    switch Int32(item.d_type) {
    case Int32(DT_REG): return .file
    case Int32(DT_DIR): return .folder
    case Int32(DT_LNK): return .link
    case Int32(DT_UNKNOWN): break
    default: return .other
    }
    // Some file systems do not say.
    var status = stat()
    let path = Array((folder + "/").utf8) + name + [0]
    let result = path.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { text in
        text.baseAddress.map { lstat($0, &status) } ?? -1
      }
    }
    guard result == 0 else { return .other }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    case S_IFLNK: return .link
    default: return .other
    }
  }
}
