import CheckSupport
import Dispatch
import Experiments
import Files
import FoundationEssentials
import Synchronization
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Paths that lead to something else than a file that stands still.
@Suite struct HostileFileTests {
  @Test func pipe() throws {
    let folder = try TemporaryFolder()
    #expect(mkfifo(folder.path + "/pipe.yaml", 0o600) == 0)
    #expect(
      folder.told("pipe.yaml") == """
        pipe.yaml: error[LAB0018]: `pipe.yaml` is not a regular file
          = check the path and its permissions
        """)
    try folder.write("child.yaml", "extends: pipe.yaml\ninitial_weights: pipe.yaml\n" + Told.rest)
    #expect(folder.told("child.yaml").contains("`pipe.yaml` is not a regular file"))
    try folder.write("weights.yaml", "initial_weights: pipe.yaml\n" + Told.rest)
    #expect(
      folder.told("weights.yaml") == """
        weights.yaml:1:18: error[LAB2012]: `pipe.yaml` is not a regular file
            1 | initial_weights: pipe.yaml
              |                  ^^^^^^^^^ paths are relative to this file's folder
        """)
  }

  @Test(arguments: ["/dev/zero", "/dev/null"])
  func device(_ path: String) {
    let told = Told.text(Checking.file(path))
    #expect(
      told.hasPrefix("\(path): error[LAB0018]: `\(path.dropFirst(5))` is not a regular file\n"))
  }

  @Test func folderAsFile() throws {
    let folder = try TemporaryFolder()
    try folder.write("a/b.yaml", Told.rest)
    #expect(folder.told("a").contains("`a` cannot be read: Is a directory"))
  }

  @Test func symbolicLinkLoop() throws {
    let folder = try TemporaryFolder()
    try folder.link("a.yaml", to: "b.yaml")
    try folder.link("b.yaml", to: "a.yaml")
    #expect(
      folder.told("a.yaml") == """
        a.yaml: error[LAB0018]: `a.yaml` cannot be read: Too many levels of symbolic links
          = check the path and its permissions
        """)
    // A folder that lies in itself is not gone through for ever.
    try folder.link("loop", to: ".")
    try folder.write("good.yaml", "seed: 1\n" + Told.rest)
    #expect(
      try ExperimentFinder(at: [folder.path]).files.map { $0.path.shown } == [
        folder.path + "/a.yaml", folder.path + "/b.yaml", folder.path + "/good.yaml",
      ])
    // A file that reaches itself through a link extends itself.
    try folder.write("self.yaml", "extends: loop/loop/self.yaml\n" + Told.rest)
    #expect(folder.told("self.yaml").contains("a file cannot extend itself"))
  }

  /// A hundred megabytes that take no room on the disk, and none in memory.
  @Test func hugeFile() throws {
    let folder = try TemporaryFolder()
    try folder.write("huge.yaml", "")
    #expect(truncate(folder.path + "/huge.yaml", 100_000_000) == 0)
    #expect(
      folder.told("huge.yaml") == """
        huge.yaml: error[LAB0018]: `huge.yaml` has 100000000 bytes; at most 16777216 are read
          = check the path and its permissions
        """)
  }

  @Test func tooManyParents() throws {
    let folder = try TemporaryFolder()
    for index in 0..<12 {
      try folder.write("f\(index).yaml", "extends: f\(index + 1).yaml\n")
    }
    try folder.write("f12.yaml", "seed: 1\n" + Told.rest)
    #expect(folder.told("f4.yaml") == "")
    // f0 has eight above it; f8 would bring the ninth.
    #expect(
      folder.told("f0.yaml").contains(
        "f8.yaml:1:10: error[LAB1013]: more than 8 files extend one another"))
  }

  @Test func parentsTogetherTooLarge() throws {
    let folder = try TemporaryFolder()
    let keys = { (letter: String) in (0..<30_000).map { "  \(letter)\($0): 1\n" }.joined() }
    try folder.write("parent.yaml", "variables:\n" + keys("a"))
    try folder.write("child.yaml", "extends: parent.yaml\nvariables:\n" + keys("b"))
    #expect(
      folder.told("child.yaml").hasPrefix(
        "child.yaml:1:10: error[LAB0003]: with what it extends, the file has more than 100000 "
          + "values\n"))
  }

  /// While somebody else writes, a file is read as it was, as it is, or is said to change.
  @Test func fileThatChanges() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/changing.yaml"
    // Many reads of a megabyte each, so that a write can come between.
    let texts = ["a", "b"].map { "# \(String(repeating: $0, count: 2_000_000))\nseed: x\n" }
    try folder.write("changing.yaml", texts[0])
    let isOver = Atomic(false)
    DispatchQueue.concurrentPerform(iterations: 2) { task in
      var index = 0
      if task == 1 {
        while !isOver.load(ordering: .relaxed) {
          let text = texts[index % 2].utf8.prefix(index % 3 == 0 ? 1_000_000 : 2_000_011)
          try? Data(text).write(to: URL(filePath: path))
          index += 1
        }
        return
      }
      for _ in 0..<20 {
        do throws(FileProblem) {
          let bytes = try RegularFile(.named(path)).bytes(limit: 16 << 20)
          #expect(bytes.count <= 2_000_011)
        } catch {
          #expect(error == .changing(path: path))
        }
      }
      isOver.store(true, ordering: .relaxed)
    }
  }
}
