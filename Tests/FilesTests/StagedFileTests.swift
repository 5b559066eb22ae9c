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

/// Files in the making: whole or not there.
@Suite struct StagedFileTests {
  private let folder: TestFolder
  private let staging: StagingFolder
  private var results: String { folder.path + "/results" }
  private var destination: String { results + "/a" }

  init() throws {
    folder = try TestFolder()
    staging = try StagingFolder(in: folder.path + "/results")
  }

  /// How many files in the making are on the disk.
  private func stagedCount() throws -> Int {
    // Beside them are the hidden folder, the lock, the folder of the process and its owner.
    try Disk.everything(below: results).filter { $0.hasPrefix(".lstm-lab") }.count - 4
  }

  /// The digests are from Python's `hashlib`.
  @Test(arguments: [
    ([], 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    (["", "abc", ""], 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    // As much as waits in memory, in one and in many.
    (
      [String(repeating: "x", count: 65_536)], 65_536,
      "1f8745f0d2d1387ec1af2211a3cf417b2e9e885e853472649c1d979d0e9370e3"
    ),
    (
      Array(repeating: "x", count: 65_536), 65_536,
      "1f8745f0d2d1387ec1af2211a3cf417b2e9e885e853472649c1d979d0e9370e3"
    ),
    (
      (0..<20_000).map { "line \($0): é\n" }, 288_890,
      "b3372c537a0d231287c89f30e73ef095645ab1807ac3d34442bd008655b1c098"
    ),
    (
      [(0..<20_000).map { "line \($0): é\n" }.joined()], 288_890,
      "b3372c537a0d231287c89f30e73ef095645ab1807ac3d34442bd008655b1c098"
    ),
  ])
  func `a file has what was appended, and its digest`(
    pieces: [String], count: Int, digest: String
  ) throws {
    for isDurable in [false, true] {
      let file = StagedFile(in: staging, for: destination, isDurable: isDurable)
      for piece in pieces { try file.append(piece) }
      #expect(try file.finish() == "sha256:" + digest)
      try file.move()
      let bytes = try Disk.bytes(destination)
      #expect(bytes.count == count)
      #expect(bytes == Array(pieces.joined().utf8))
      #expect(try stagedCount() == 0)
    }
  }

  @Test func `nothing is on the disk before there is much of it`() throws {
    let file = StagedFile(in: staging, for: destination)
    #expect(try stagedCount() == 0)
    try file.append(String(repeating: "x", count: 1000))
    #expect(try stagedCount() == 0)
    try file.append(String(repeating: "x", count: 100_000))
    #expect(try stagedCount() == 1)
    #expect(!Disk.exists(destination))
    withExtendedLifetime(file) {}
  }

  @Test func `nothing is left of a file that is given up`() throws {
    try Disk.write([1], to: destination)
    do {
      let empty = StagedFile(in: staging, for: destination)
      let large = StagedFile(in: staging, for: destination)
      try large.append(String(repeating: "x", count: 200_000))
      let finished = StagedFile(in: staging, for: destination)
      try finished.append("x")
      _ = try finished.finish()
      #expect(try stagedCount() == 2)
      withExtendedLifetime((empty, large, finished)) {}
    }
    #expect(try stagedCount() == 0)
    #expect(try Disk.bytes(destination) == [1])
  }

  @Test func `the file at the destination stays until the other takes its place`() throws {
    try Disk.write([1], to: destination)
    let file = StagedFile(in: staging, for: destination)
    try file.append("new")
    #expect(try Disk.bytes(destination) == [1])
    _ = try file.finish()
    #expect(try Disk.bytes(destination) == [1])
    try file.move()
    #expect(try Disk.bytes(destination) == Array("new".utf8))
    // A link is replaced; what it leads to is not written to.
    try Disk.remove(destination)
    try Disk.write([2], to: folder.path + "/other")
    try Disk.makeLink(destination, to: "../other")
    let second = StagedFile(in: staging, for: destination)
    _ = try second.finish()
    try second.move()
    #expect(try Disk.bytes(folder.path + "/other") == [2])
    #expect(try Disk.bytes(destination) == [])
  }

  @Test func `a place that cannot be taken is told`() throws {
    try Disk.makeFolder(results + "/folder/full")
    for (name, code) in [("folder", EISDIR), ("none/a", ENOENT)] {
      let path = results + "/" + name
      do {
        let file = StagedFile(in: staging, for: path)
        try file.append("x")
        _ = try file.finish()
        #expect(throws: FileProblem.unwritable(path: path, reason: SystemError(code: code))) {
          try file.move()
        }
      }
      #expect(try stagedCount() == 0)
    }
    // Nobody can write where the folder is gone.
    staging.remove()
    let file = StagedFile(in: staging, for: destination)
    let gone = FileProblem.unwritable(path: destination, reason: SystemError(code: ENOENT))
    #expect(throws: gone) { try file.finish() }
    #expect(throws: gone) {
      try StagedFile(in: staging, for: destination).append(String(repeating: "x", count: 100_000))
    }
  }

  @Test func `many are made at once`() throws {
    let problems = Mutex<[String]>([])
    let (staging, results) = (staging, results)
    Disk.atOnce(8) { index in
      do {
        for round in 0..<25 {
          let file = StagedFile(in: staging, for: "\(results)/\(index)-\(round)")
          try file.append(String(repeating: "\(index)", count: 70_000 + round))
          _ = try file.finish()
          try file.move()
        }
      } catch { problems.withLock { $0.append("\(error)") } }
    }
    #expect(problems.withLock { $0 } == [])
    for index in 0..<8 {
      for round in 0..<25 {
        let expected = Array(repeating: UInt8(48 + index), count: 70_000 + round)
        #expect(try Disk.bytes("\(results)/\(index)-\(round)") == expected, "\(index)-\(round)")
      }
    }
    #expect(try stagedCount() == 0)
  }

  /// Every file is of one letter, and has its own size.
  @Test func `a reader never sees half a file`() throws {
    let sizes: [UInt8: Int] = [97: 1, 98: 150_000, 99: 400_000]
    try Disk.write([97], to: destination)
    let isDone = Atomic(false)
    let problems = Mutex<[String]>([])
    let letters = Mutex<Set<UInt8>>([])
    let (staging, destination) = (staging, destination)
    Disk.atOnce(3) { index in
      do {
        if index == 0 {
          for round in 0..<60 {
            let letter = UInt8(97 + round % 3)
            let file = StagedFile(in: staging, for: destination)
            var rest = sizes[letter] ?? 0
            while rest > 0 {
              let count = min(rest, 10_000)
              try file.append(String(repeating: String(Unicode.Scalar(letter)), count: count))
              rest -= count
            }
            _ = try file.finish()
            try file.move()
          }
          isDone.store(true, ordering: .relaxed)
        } else {
          while !isDone.load(ordering: .relaxed) {
            let bytes = try RegularFile(.named(destination)).bytes(limit: 1_000_000)
            let letter = bytes.first ?? 0
            letters.withLock { _ = $0.insert(letter) }
            if bytes.count != sizes[letter] || bytes.contains(where: { $0 != letter }) {
              problems.withLock { $0.append("\(bytes.count) bytes of \(letter)") }
            }
          }
        }
      } catch {
        isDone.store(true, ordering: .relaxed)
        problems.withLock { $0.append("\(error)") }
      }
    }
    #expect(problems.withLock { $0 } == [])
    // A reader that saw only one of them would prove little.
    #expect(letters.withLock { $0.count } > 1)
  }
}
