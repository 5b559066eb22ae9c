import Experiments
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

/// Which files a path means.
@Suite struct ExperimentFinderTests {
  private let folder: TestFolder

  init() throws {
    folder = try TestFolder()
  }

  /// What is found, relative to the folder.
  private func found(_ paths: String...) throws -> [String] {
    try find(paths).files.filter { $0.problem == nil }
      .map { $0.path.shown.replacing(folder.path + "/", with: "") }
  }

  private func find(_ paths: [String]) throws(FileProblem) -> ExperimentFinder {
    try ExperimentFinder(at: paths.map { $0.isEmpty ? folder.path : folder.path + "/" + $0 })
  }

  private func write(_ names: String...) throws {
    for name in names { try folder.write("", to: name) }
  }

  @Test func `finds every ending, in the order of bytes, folders in their place`() throws {
    try write("b.yaml", "a.yml", "B.yaml", "c/z.yaml", "c/a/x.yml", "c.yaml", "ä.yaml", "c-1.yaml")
    // In bytes: capitals come first, "-" and "." before "c/", and "ä" behind "z".
    let expected = [
      "B.yaml", "a.yml", "b.yaml", "c/a/x.yml", "c/z.yaml", "c-1.yaml", "c.yaml", "ä.yaml",
    ]
    #expect(try found("") == expected)
    #expect(try found("c") == ["c/a/x.yml", "c/z.yaml"])
    #expect(try found("c/") == ["c/a/x.yml", "c/z.yaml"])
  }

  @Test func `passes over what is no experiment, and what is hidden`() throws {
    try write(
      "a.yaml", "a.yaml.bak", "a.json", "YAML", "a.YAML", ".hidden.yaml", ".git/x.yaml",
      "sub/.cache/y.yaml", "yaml", "notes.txt")
    #expect(try found("") == ["a.yaml"])
  }

  @Test func `takes any file that is named`() throws {
    try write("notes.txt", ".hidden.yaml", "a.yaml")
    #expect(try found("notes.txt", ".hidden.yaml") == ["notes.txt", ".hidden.yaml"])
  }

  @Test func `finds a file once, under the name that comes first`() throws {
    try write("a.yaml", "sub/b.yaml")
    #expect(try found("sub", "", "a.yaml", "sub/../a.yaml") == ["sub/b.yaml", "a.yaml"])
    try folder.link("c.yaml", to: "a.yaml")
    #expect(try found("") == ["a.yaml", "sub/b.yaml"])
    #expect(try found("c.yaml", "a.yaml") == ["c.yaml"])
  }

  /// To Swift, both spellings are equal; to most systems they are two files.
  @Test func `finds both of two files whose names look the same`() throws {
    try write("\u{e9}.yaml", "e\u{301}.yaml")
    let count = try FolderEntries.of(folder.path, shown: "").count
    #expect(try found("").count == count)
    #expect(try found("\u{e9}.yaml", "e\u{301}.yaml").count == count)
  }

  @Test func `does not go round in circles, and names the links to folders`() throws {
    try write("sub/a.yaml")
    try folder.link("sub/loop", to: "..")
    try folder.link("sub/self", to: ".")
    let finder = try find([""])
    #expect(finder.files.map { $0.path.resolved } == [folder.path + "/sub/a.yaml"])
    #expect(
      finder.unfollowedLinks == ["sub/loop", "sub/self"].map { folder.path + "/" + $0 })
    // A link that is named is followed.
    #expect(try found("sub/loop").map { $0.hasSuffix("sub/a.yaml") } == [true])
  }

  @Test func `passes over nothing in silence that should be an experiment`() throws {
    try write("a.yaml")
    try folder.link("endless.yaml", to: "endless.yaml")
    try folder.link("nowhere.yaml", to: "no.yaml")
    #expect(mkfifo(folder.path + "/pipe.yaml", 0o600) == 0)
    let bytes = Array((folder.path + "/x").utf8) + [0xff] + Array(".yaml".utf8) + [0]
    let file = bytes.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { open($0.baseAddress!, O_CREAT | O_WRONLY, 0o600) }
    }
    #expect(file >= 0)
    close(file)
    let deep = (0..<300).map { _ in "d" }.joined(separator: "/")
    try write(deep + "/deep.yaml")
    let path = folder.path + "/"
    let limit = path + (0..<257).map { _ in "d" }.joined(separator: "/")
    #expect(
      try find([""]).files.compactMap { $0.problem } == [
        .tooDeep(path: limit, limit: 256),
        .unreadable(path: path + "endless.yaml", reason: SystemError(code: ELOOP)),
        .notFound(path: path + "nowhere.yaml"), .notRegular(path: path + "pipe.yaml"),
        .notUTF8(path: path + "x\u{fffd}.yaml"),
      ])
  }

  @Test func `tells what is not there, and what has nothing in it`() throws {
    try write("empty/notes.txt", "a.yaml/b.txt")
    let path = folder.path
    #expect(throws: FileProblem.notFound(path: path + "/nowhere")) { try found("nowhere") }
    #expect(throws: FileProblem.noExperiments(path: path + "/empty")) { try found("empty") }
    #expect(throws: FileProblem.noExperiments(path: path + "/a.yaml")) { try found("a.yaml") }
  }
}
