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

/// The folder in which a process makes files: whose it is, and who cleans up after whom.
@Suite struct StagingFolderTests {
  private let folder: TestFolder
  private var results: String { folder.path + "/results" }
  private var hidden: String { results + "/.lstm-lab" }

  init() throws {
    folder = try TestFolder()
  }

  /// What stands in the hidden folder, the random part of names left out.
  private func hiddenEntries() throws -> [String] {
    try Disk.everything(below: hidden).map { path in
      path.split(separator: "/").map { $0.hasPrefix("run-") && $0.count == 36 ? "run" : String($0) }
        .joined(separator: "/")
    }
  }

  /// A folder as a process leaves it.
  private func makeFolder(of name: String, owner: Bool = true) throws {
    try Disk.makeFolder(hidden + "/run-" + name)
    try Disk.write([1, 2], to: "\(hidden)/run-\(name)/1")
    if owner { try Disk.write([], to: "\(hidden)/run-\(name)/owner") }
  }

  @Test func `it is made where there is nothing, and goes away`() throws {
    let staging = try StagingFolder(in: results + "/deep/er")
    #expect(staging.lockFailure == nil)
    #expect(
      try Disk.everything(below: results).count == 6, "two folders, the hidden one, and three in it"
    )
    staging.remove()
    #expect(try Disk.everything(below: results) == ["deep", "deep/er"])
  }

  @Test func `two at once have folders of their own, and the last one cleans up`() throws {
    let first = try StagingFolder(in: results)
    let second = try StagingFolder(in: results)
    #expect(try hiddenEntries() == ["lock", "run", "run/owner", "run", "run/owner"])
    first.remove()
    #expect(try hiddenEntries() == ["lock", "run", "run/owner"])
    // What is left still works.
    let file = StagedFile(in: second, for: results + "/a")
    try file.append("a")
    _ = try file.finish()
    try second.withLock { () throws(FileProblem) in try file.move() }
    second.remove()
    #expect(try Disk.everything(below: results) == ["a"])
    // A third begins anew.
    let third = try StagingFolder(in: results)
    third.remove()
    #expect(try Disk.everything(below: results) == ["a"])
  }

  @Test func `what the dead left is removed, and what the living have is not`() throws {
    try makeFolder(of: "dead")
    try makeFolder(of: "young", owner: false)
    try makeFolder(of: "alive")
    try Disk.write([1], to: hidden + "/notes.txt")
    // As a process that lives holds it.
    let owner = try #require(try Disk.lock(hidden + "/run-alive/owner"))
    let first = try StagingFolder(in: results)
    let living = ["run-alive", "run-alive/1", "run-alive/owner"]
    #expect(
      Set(try hiddenEntries()) == Set(["lock", "notes.txt", "run", "run/owner"] + living))
    first.remove()
    #expect(try hiddenEntries() == ["lock", "notes.txt"] + living)
    // The system lets go of the lock of a process that is killed.
    close(owner)
    let second = try StagingFolder(in: results)
    #expect(try hiddenEntries() == ["lock", "notes.txt", "run", "run/owner"])
    second.remove()
    #expect(try hiddenEntries() == ["notes.txt"], "what is not ours stays")
  }

  /// Nobody knows whose it is.
  @Test func `what cannot be locked is left alone`() throws {
    try makeFolder(of: "odd", owner: false)
    try Disk.makeFolder(hidden + "/run-odd/owner")
    try StagingFolder(in: results).remove()
    #expect(try hiddenEntries() == ["lock", "run-odd", "run-odd/1", "run-odd/owner"])
  }

  @Test func `the lock is waited for`() throws {
    let staging = try StagingFolder(in: results)
    let other = try #require(try Disk.lock(hidden + "/lock"))
    let hasEntered = Mutex(false)
    let sawEarly = Mutex(true)
    Disk.atOnce(2) { index in
      if index == 0 {
        try? staging.withLock { () throws(FileProblem) in hasEntered.withLock { $0 = true } }
      } else {
        usleep(100_000)
        sawEarly.withLock { $0 = hasEntered.withLock { $0 } }
        close(other)
      }
    }
    #expect(!sawEarly.withLock { $0 })
    #expect(hasEntered.withLock { $0 })
    staging.remove()
  }

  @Test func `one at a time is under the lock, of all threads of all processes`() throws {
    let counter = folder.path + "/counter"
    try Disk.write(Array("0".utf8), to: counter)
    let stagings = try (0..<3).map { _ in try StagingFolder(in: results) }
    let problems = Mutex<[String]>([])
    Disk.atOnce(6) { index in
      for _ in 0..<50 {
        do {
          // Reads, waits and writes: any other in between would be lost.
          try stagings[index % 3].withLock { () throws(FileProblem) in
            let text = (try? Disk.bytes(counter)).map { String(decoding: $0, as: UTF8.self) }
            let next = (text.flatMap { Int($0) } ?? -1000) + 1
            sched_yield()
            try? Disk.write(Array(String(next).utf8), to: counter)
          }
        } catch { problems.withLock { $0.append("\(error)") } }
      }
    }
    #expect(problems.withLock { $0 } == [])
    #expect(String(decoding: try Disk.bytes(counter), as: UTF8.self) == "300")
    // An error is passed on, and lets go of the lock.
    #expect(throws: FileProblem.emptyPath) {
      try stagings[0].withLock { () throws(FileProblem) in throw .emptyPath }
    }
    try stagings[1].withLock { () throws(FileProblem) in }
    for staging in stagings { staging.remove() }
  }

  /// The last process that ends removes the lock's file, while the next has it open and waits.
  @Test(arguments: [false, true])
  func `a lock whose file is removed meanwhile is no lock`(withFolder: Bool) throws {
    try Disk.makeFolder(hidden)
    let last = try #require(try Disk.lock(hidden + "/lock"))
    let made = Mutex<StagingFolder?>(nil)
    let (results, hidden) = (results, hidden)
    Disk.atOnce(2) { index in
      if index == 0 {
        let staging = try? StagingFolder(in: results)
        made.withLock { $0 = staging }
      } else {
        usleep(100_000)
        unlink(hidden + "/lock")
        if withFolder { rmdir(hidden) }
        close(last)
      }
    }
    let staging = try #require(made.withLock { $0 })
    #expect(try hiddenEntries() == ["lock", "run", "run/owner"])
    // The lock that it takes is the one that others find.
    try staging.withLock { () throws(FileProblem) in
      let other = (try? Disk.lock(hidden + "/lock")) ?? nil
      #expect(other == nil)
    }
    let free = try #require(try Disk.lock(hidden + "/lock"))
    close(free)
    staging.remove()
  }

  /// Processes that come and go find and leave each other's folders as they should be.
  @Test func `many come and go at once`() throws {
    let problems = Mutex<[String]>([])
    let results = results
    Disk.atOnce(6) { index in
      for round in 0..<25 {
        do {
          let staging = try StagingFolder(in: results)
          let file = StagedFile(in: staging, for: "\(results)/\(index)")
          try file.append("\(round)")
          _ = try file.finish()
          try staging.withLock { () throws(FileProblem) in }
          try file.move()
          staging.remove()
        } catch { problems.withLock { $0.append("\(error)") } }
      }
    }
    #expect(problems.withLock { $0 } == [])
    #expect(try Disk.everything(below: results) == (0..<6).map { "\($0)" })
  }

  @Test func `what stands in the way is told`() throws {
    #expect(throws: FileProblem.emptyPath) { try StagingFolder(in: "") }
    #expect(throws: FileProblem.nulInPath(path: results + "\0")) {
      try StagingFolder(in: results + "\0")
    }
    try Disk.write([], to: folder.path + "/file")
    #expect(throws: FileProblem.notFolder(path: folder.path + "/file")) {
      try StagingFolder(in: folder.path + "/file")
    }
    func refusal(_ code: Int32) -> FileProblem {
      .unwritable(path: results, reason: SystemError(code: code))
    }
    try Disk.makeFolder(results)
    try Disk.write([], to: hidden)
    #expect(throws: refusal(ENOTDIR)) { try StagingFolder(in: results) }
    // Links that lead nowhere, and one whose file is not where the lock is looked for.
    try Disk.remove(hidden)
    try Disk.makeLink(hidden, to: "none")
    #expect(throws: refusal(ENOTDIR)) { try StagingFolder(in: results) }
    try Disk.remove(hidden)
    try Disk.makeFolder(hidden)
    try Disk.makeLink(hidden + "/lock", to: "none/at/all")
    #expect(throws: refusal(ELOOP)) { try StagingFolder(in: results) }
    try Disk.remove(hidden + "/lock")
    try Disk.makeLink(hidden + "/lock", to: "../../file")
    #expect(throws: refusal(ELOOP)) { try StagingFolder(in: results) }
  }
}
