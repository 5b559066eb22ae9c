import Files
import FoundationEssentials
import Synchronization
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What stands in folders, and how folders are made.
@Suite struct FolderTests {
  private let folder: TestFolder
  private var path: String { folder.path }

  init() throws {
    folder = try TestFolder()
  }

  // MARK: Entries

  @Test func `entries are sorted by the bytes of their names`() throws {
    // Capitals first; `-` and `.` before letters; no numbers; and U+FF5E before an emoji, which
    // comes first in UTF-16.
    let names = [
      ".a", "10", "9", "B", "Z", "a", "a b", "a-", "a.b", "aa", "b", "e\u{301}", "z", "\u{e9}",
      "\u{ff5e}", "\u{1f600}",
    ]
    for name in names.shuffled() { try Disk.write([], to: path + "/" + name) }
    let entries = try FolderEntries.of(path, shown: "x")
    #expect(entries.map { Array($0.name.utf8) } == names.map { Array($0.utf8) })
    #expect(entries.allSatisfy { $0.isUTF8 && $0.kind == .file })
  }

  @Test func `names that are not UTF-8 are shown, and marked`() throws {
    for name in [[0x61, 0xff], [0x61, 0xc3, 0xa9], [0x61, 0xc3], [0xed, 0xa0, 0x80]] as [[UInt8]] {
      try Disk.write([], to: path + "/", name: name)
    }
    let entries = try FolderEntries.of(path, shown: "x")
    #expect(entries.map { $0.isUTF8 } == [false, true, false, false])
    #expect(entries[1].name == "aé")
    #expect(entries[0].name == "a\u{fffd}" && entries[2].name == "a\u{fffd}")
  }

  @Test func `every kind is known`() throws {
    try Disk.write([], to: path + "/file")
    try Disk.makeFolder(path + "/folder")
    try Disk.makePipe(path + "/pipe")
    try Disk.makeLink(path + "/link-file", to: "file")
    try Disk.makeLink(path + "/link-folder", to: "folder")
    try Disk.makeLink(path + "/link-nowhere", to: "none")
    let entries = try FolderEntries.of(path, shown: "x")
    #expect(
      entries.map { $0.name } == [
        "file", "folder", "link-file", "link-folder", "link-nowhere", "pipe",
      ])
    #expect(entries.map { $0.kind } == [.file, .folder, .link, .link, .link, .other])
    // Links followed.
    #expect(
      entries.map { Folders.kind(of: path + "/" + $0.name) } == [
        .file, .folder, .file, .folder, nil, .other,
      ])
    #expect(Folders.kind(of: path + "/none") == nil)
  }

  @Test func `what is no folder is told`() throws {
    try Disk.write([], to: path + "/file")
    #expect(throws: FileProblem.notFolder(path: "x")) {
      try FolderEntries.of(path + "/file", shown: "x")
    }
    #expect(throws: FileProblem.notFound(path: "x")) {
      try FolderEntries.of(path + "/none", shown: "x")
    }
    try Disk.makeFolder(path + "/empty")
    #expect(try FolderEntries.of(path + "/empty", shown: "x").isEmpty)
  }

  // MARK: Making

  @Test(arguments: [
    "a", "a/b/c/d", "a/", "a/b/", "a//b", "./a/./b", "a/../b", "é/ü", "\u{301}a/\u{301}b",
  ])
  func `a folder is made with those above it`(name: String) throws {
    for isDurable in [false, true] {
      let made = "\(path)/\(isDurable)/\(name)"
      // `a/../b` needs an `a` before it can be left.
      if name.contains("..") { try Disk.makeFolder("\(path)/\(isDurable)/a") }
      try Folders.make(made, isDurable: isDurable)
      #expect(Folders.kind(of: made) == .folder)
      // Once more, nothing happens.
      try Folders.make(made, isDurable: isDurable)
    }
  }

  @Test func `a relative path starts at the current folder`() throws {
    let current = try CheckedPath.named(".").resolved
    let up = current.split(separator: "/").map { _ in "../" }.joined()
    try Folders.make(up + path.dropFirst() + "/relative/deep")
    #expect(Folders.kind(of: path + "/relative/deep") == .folder)
  }

  @Test func `what stands in the way is told`() throws {
    try Disk.write([], to: path + "/file")
    try Disk.makePipe(path + "/pipe")
    try Disk.makeLink(path + "/nowhere", to: "none")
    try Disk.makeLink(path + "/link", to: path)
    for name in ["file", "pipe"] {
      #expect(throws: FileProblem.notFolder(path: path + "/" + name)) {
        try Folders.make(path + "/" + name)
      }
    }
    let dangling = FileProblem.unwritable(
      path: path + "/nowhere", reason: SystemError(code: ENOENT))
    for name in ["nowhere", "nowhere/a/b"] {
      #expect(throws: dangling) { try Folders.make(path + "/" + name) }
    }
    for name in ["file/a", "file/a/b"] {
      let problem = FileProblem.unwritable(
        path: path + "/" + name, reason: SystemError(code: ENOTDIR))
      #expect(throws: problem) { try Folders.make(path + "/" + name) }
    }
    let long = path + "/" + String(repeating: "a", count: 300)
    #expect(throws: FileProblem.unwritable(path: long, reason: SystemError(code: ENAMETOOLONG))) {
      try Folders.make(long)
    }
    #expect(throws: FileProblem.unwritable(path: "", reason: SystemError(code: ENOENT))) {
      try Folders.make("")
    }
    // A link to a folder is one.
    try Folders.make(path + "/link")
    try Folders.make(path + "/link/made")
    #expect(Folders.kind(of: path + "/made") == .folder)
    #expect(try Disk.bytes(path + "/file").isEmpty)
  }

  @Test func `many threads make the same folder at once`() {
    let problems = Mutex<[String]>([])
    for round in 0..<20 {
      let deep = "\(path)/\(round)/" + (0..<20).map { "d\($0)" }.joined(separator: "/")
      Disk.atOnce(8) { index in
        do {
          try Folders.make(index % 2 == 0 ? deep : deep + "/own\(index)", isDurable: index == 0)
        } catch { problems.withLock { $0.append("\(error)") } }
      }
      #expect(Folders.kind(of: deep + "/own7") == .folder)
    }
    #expect(problems.withLock { $0 } == [])
  }

  @Test func `files and empty folders are removed`() throws {
    try Disk.write([], to: path + "/file")
    try Folders.removeFile(path + "/file")
    #expect(!Disk.exists(path + "/file"))
    // Nothing is left to do.
    try Folders.removeFile(path + "/file")
    try folder.write("", to: "sub/file")
    #expect(throws: FileProblem.self) { try Folders.removeFile(path + "/sub") }
    #expect(!Folders.removeIfEmpty(path + "/sub"))
    #expect(Disk.exists(path + "/sub/file"))
    try Folders.removeFile(path + "/sub/file")
    #expect(Folders.removeIfEmpty(path + "/sub"))
    #expect(!Disk.exists(path + "/sub"))
    #expect(!Folders.removeIfEmpty(path + "/sub"))
  }
}
