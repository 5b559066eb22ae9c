import Files
import FoundationEssentials
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Files that are read: regular ones, and none that somebody else writes to meanwhile.
@Suite struct RegularFileTests {
  private let folder: TestFolder
  private var path: String { folder.path + "/a" }

  init() throws {
    folder = try TestFolder()
  }

  private func open(_ bytes: [UInt8]) throws -> RegularFile {
    try Disk.write(bytes, to: path)
    return try RegularFile(.named(path))
  }

  /// What was checked is what is opened, also where a link has taken a folder's place since.
  @Test func `a folder that became a link after the check is not followed`() throws {
    try folder.write("own", to: "inside/deep/file")
    try folder.write("secret", to: "outside/deep/file")
    let checked = try CheckedPath.written(
      "deep/file", in: .named(folder.path + "/inside/deep/file").folderAbove,
      inside: folder.path + "/inside")
    #expect(try RegularFile(checked).bytes(limit: 100) == Array("own".utf8))
    try FileManager.default.moveItem(
      atPath: folder.path + "/inside", toPath: folder.path + "/before")
    try folder.link("inside", to: "outside")
    #expect(throws: FileProblem.self) { try RegularFile(checked) }
  }

  private func pattern(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }
  }

  @Test func `a file is read up to a limit`() throws {
    let file = try open(pattern(1000))
    #expect(file.size == 1000)
    #expect(try file.bytes(limit: 1000) == pattern(1000))
    #expect(throws: FileProblem.tooLarge(path: path, bytes: 1000, limit: 999)) {
      try file.bytes(limit: 999)
    }
    // A second time, too: there is no place in the file that moves.
    #expect(try file.bytes(limit: .max) == pattern(1000))
    #expect(try open([]).bytes(limit: 0) == [])
  }

  /// The system is asked for a mebibyte at a time.
  @Test(arguments: [0, 1, 1 << 20 - 1, 1 << 20, 1 << 20 + 1, 2 << 20, 5 << 19 + 7])
  func `a large file is read whole, in one or in pieces`(count: Int) throws {
    let expected = pattern(count)
    let file = try open(expected)
    #expect(try file.bytes(limit: count) == expected)
    var pieces: [UInt8] = []
    var largest = 0
    try file.eachPiece {
      pieces += $0
      largest = max(largest, $0.count)
    }
    #expect(pieces == expected)
    #expect(largest <= 1 << 20)
  }

  @Test func `stretches are read from where they are`() throws {
    let all = pattern(3 << 20)
    let file = try open(all)
    for (offset, count) in [
      (0, 0), (0, 1), (1 << 20 - 1, 2), (12_345, 1 << 20), (1, 3 << 20 - 1), (3 << 20 - 1, 1),
      (3 << 20, 0),
    ] {
      #expect(try file.bytes(at: offset, count: count) == Array(all[offset..<offset + count]))
    }
    // Whoever asks for more trusts a size that the file has no more.
    for (offset, count) in [(3 << 20, 1), (3 << 20 - 1, 2), (5 << 20, 1)] {
      #expect(throws: FileProblem.changing(path: path)) { try file.bytes(at: offset, count: count) }
    }
  }

  @Test func `what has no end is refused, and nobody waits`() throws {
    try Disk.makePipe(folder.path + "/pipe")
    for path in [folder.path + "/pipe", "/dev/null", "/dev/zero"] {
      #expect(throws: FileProblem.notRegular(path: path)) { try RegularFile(.named(path)) }
    }
    #expect(throws: FileProblem.unreadable(path: folder.path, reason: .isFolder)) {
      try RegularFile(.named(folder.path))
    }
  }

  @Test func `what happened since the path was checked is noticed`() throws {
    try Disk.write([1], to: path)
    try Disk.write([2], to: folder.path + "/b")
    let checked = try CheckedPath.named(path)
    try Disk.remove(path)
    #expect(throws: FileProblem.notFound(path: path)) { try RegularFile(checked) }
    // A link that was put there leads past the check.
    try Disk.makeLink(path, to: "b")
    #expect(throws: FileProblem.unreadable(path: path, reason: SystemError(code: ELOOP))) {
      try RegularFile(checked)
    }
  }

  @Test func `a file that grows, shrinks or is written anew is noticed`() throws {
    let changes: [(String, (String) throws -> Void)] = [
      ("grows", { try Disk.setSize($0, 101) }), ("shrinks", { try Disk.setSize($0, 99) }),
      ("is emptied", { try Disk.setSize($0, 0) }),
      (
        "has the same size",
        { path in
          try Disk.write(Array(repeating: 7, count: 100), to: path)
          // At once, the clock of the file system may not have moved.
          var times = [timespec(tv_sec: 1, tv_nsec: 0), timespec(tv_sec: 1, tv_nsec: 0)]
          try #require(utimensat(AT_FDCWD, path, &times, 0) == 0)
        }
      ),
    ]
    for (name, change) in changes {
      let file = try open(pattern(100))
      try file.checkUnchanged()
      try change(path)
      #expect(throws: FileProblem.changing(path: path), "\(name)") { try file.bytes(limit: 1000) }
      #expect(throws: FileProblem.changing(path: path), "\(name)") { try file.checkUnchanged() }
    }
  }

  @Test func `a file whose place another takes stays what it was`() throws {
    let file = try open(pattern(100))
    try Disk.write([1], to: folder.path + "/b")
    #expect(rename(folder.path + "/b", path) == 0)
    #expect(try file.bytes(limit: 100) == pattern(100))
    #expect(try RegularFile(.named(path)).bytes(limit: 100) == [1])
  }

  @Test func `identities tell files apart`() throws {
    try Disk.write([1], to: path)
    try Disk.write([1], to: folder.path + "/b")
    try Disk.makeLink(folder.path + "/link", to: "a")
    let identity = try #require(FileIdentity(at: path))
    #expect(FileIdentity(at: path) == identity)
    #expect(FileIdentity(at: folder.path + "/b") != identity)
    // A link is a file of its own here.
    #expect(FileIdentity(at: folder.path + "/link") != identity)
    #expect(FileIdentity(at: folder.path + "/none") == nil)
  }
}

extension CheckedPath {
  /// A path in the folder above, so that another can be written as seen from there.
  fileprivate var folderAbove: CheckedPath {
    .planned(CheckedPath.folder(of: CheckedPath.folder(of: shown)) + "/any")
  }
}
