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

/// Where paths lead, and that those in a file stay in its project.
@Suite struct CheckedPathTests {
  private let folder: TestFolder
  /// The folder of the test, and the root of a project in it.
  private var path: String { folder.path }
  private var root: String { folder.path + "/exp" }

  init() throws {
    folder = try TestFolder()
    try folder.write("", to: "exp/a.yaml")
    try folder.write("", to: "exp/sub/b.yaml")
    try folder.write("", to: "exp2/secret")
    try folder.write("", to: "secret")
  }

  private func written(_ text: String, in file: String = "exp/a.yaml") throws -> CheckedPath {
    try .written(text, in: .named(path + "/" + file), inside: root)
  }

  @Test(arguments: [
    ("sub/b.yaml", "sub/b.yaml"), ("./sub/./b.yaml", "sub/b.yaml"), ("sub//b.yaml", "sub/b.yaml"),
    ("sub/../a.yaml", "a.yaml"), ("../exp/a.yaml", "a.yaml"), ("../exp2/../exp/sub", "sub"),
    ("sub", "sub"), ("sub/", "sub"),
  ])
  func `a path in a file leads to what lies in the project`(text: String, expected: String) throws {
    let checked = try written(text)
    #expect(checked.resolved == root + "/" + expected)
    #expect(checked.shown == root + "/" + expected)
    // An absolute one may be written, too.
    #expect(try written(root + "/" + text).resolved == root + "/" + expected)
  }

  @Test(arguments: [
    "../secret", "../exp2/secret", "sub/../../secret", "../exp/../exp2/secret", "..", "/", "../..",
    "../../../../../../../../../../../..",
  ])
  func `a path out of the project is refused`(text: String) {
    #expect(throws: FileProblem.outside(path: text)) { try written(text) }
  }

  @Test func `an absolute path out of the project is refused`() {
    for text in [path + "/secret", path + "/exp2/secret", "/dev/null", root + "/../secret"] {
      #expect(throws: FileProblem.outside(path: text)) { try written(text) }
    }
  }

  @Test func `links are followed before it is asked where they lead`() throws {
    try Disk.makeLink(root + "/out", to: "../secret")
    try Disk.makeLink(root + "/far", to: path + "/exp2")
    try Disk.makeLink(root + "/twice", to: "far")
    try Disk.makeLink(root + "/in", to: path + "/exp/sub")
    try Disk.makeLink(path + "/back", to: "exp/sub")
    for text in ["out", "far/secret", "twice/secret", "far", "in/../../secret"] {
      #expect(throws: FileProblem.outside(path: text)) { try written(text) }
    }
    #expect(try written("in/b.yaml").resolved == root + "/sub/b.yaml")
    #expect(try written("../back/b.yaml").resolved == root + "/sub/b.yaml")
    // The folder above what a link leads to, not above the link.
    #expect(try written("in/../a.yaml").resolved == root + "/a.yaml")
  }

  /// To Swift, both spellings of `é` are equal; to the system they are two folders.
  @Test func `names that only look like the project's are outside`() throws {
    let composed = path + "/\u{e9}"
    let decomposed = path + "/e\u{301}"
    for folder in [composed, decomposed] {
      try Disk.makeFolder(folder)
      try Disk.write([], to: folder + "/a")
    }
    // A file system that takes both for one name has nothing to be told apart.
    guard
      try CheckedPath.named(decomposed + "/a").resolved.utf8.elementsEqual(
        (decomposed + "/a").utf8)
    else { return }
    let file = try CheckedPath.named(composed + "/a")
    #expect(throws: FileProblem.outside(path: "../e\u{301}/a")) {
      try CheckedPath.written("../e\u{301}/a", in: file, inside: composed)
    }
    #expect(throws: Never.self) { try CheckedPath.written("a", in: file, inside: composed) }
  }

  /// To Swift, a slash and the accent behind it are one character, and no slash.
  @Test func `names may begin with an accent`() throws {
    try folder.write("", to: "exp/\u{301}sub/\u{301}b")
    #expect(try written("\u{301}sub/\u{301}b").resolved == root + "/\u{301}sub/\u{301}b")
    #expect(
      try written("\u{301}b", in: "exp/\u{301}sub/\u{301}b").resolved == root
        + "/\u{301}sub/\u{301}b")
    #expect(CheckedPath.folder(of: "a/\u{301}b") == "a")
    #expect(CheckedPath.join("a", "/\u{301}b") == "/\u{301}b")
    #expect(CheckedPath.planned(root + "/\u{301}none").resolved == root + "/\u{301}none")
  }

  @Test func `a path in a file starts where the file really is`() throws {
    try Disk.makeLink(path + "/link.yaml", to: "exp/sub/b.yaml")
    #expect(try written("../a.yaml", in: "link.yaml").resolved == root + "/a.yaml")
    #expect(throws: FileProblem.notFound(path: "exp/a.yaml")) {
      try written("exp/a.yaml", in: "link.yaml")
    }
  }

  @Test func `the root of the disk holds everything`() throws {
    let file = try CheckedPath.named(root + "/a.yaml")
    let checked = try CheckedPath.written("../secret", in: file, inside: "/")
    #expect(checked.resolved == path + "/secret")
  }

  @Test func `paths that are none are told apart`() throws {
    #expect(throws: FileProblem.emptyPath) { try written("") }
    #expect(throws: FileProblem.emptyPath) { try CheckedPath.named("") }
    // The system would open what stands before the NUL.
    #expect(throws: FileProblem.nulInPath(path: "sub/b.yaml\0.txt")) {
      try written("sub/b.yaml\0.txt")
    }
    #expect(throws: FileProblem.nulInPath(path: path + "/secret\0")) {
      try CheckedPath.named(path + "/secret\0")
    }
    #expect(throws: FileProblem.nulInPath(path: "\0")) { try written("\0") }
    #expect(throws: FileProblem.notFound(path: "none/../a.yaml")) { try written("none/../a.yaml") }
    #expect(throws: FileProblem.notFound(path: "sub/c.yaml")) { try written("sub/c.yaml") }
    #expect(
      throws: FileProblem.unreadable(path: "a.yaml/b", reason: SystemError(code: ENOTDIR))
    ) { try written("a.yaml/b") }
    let long = String(repeating: "a", count: 300)
    #expect(throws: FileProblem.unreadable(path: long, reason: SystemError(code: ENAMETOOLONG))) {
      try written(long)
    }
  }

  @Test func `links that lead round in a circle, or nowhere, are refused`() throws {
    try Disk.makeLink(root + "/self", to: "self")
    try Disk.makeLink(root + "/one", to: "two")
    try Disk.makeLink(root + "/two", to: "one")
    try Disk.makeLink(root + "/nowhere", to: "none")
    for text in ["self", "one", "two", "self/a"] {
      let problem = FileProblem.unreadable(path: text, reason: SystemError(code: ELOOP))
      #expect(throws: problem) { try written(text) }
    }
    #expect(throws: FileProblem.notFound(path: "nowhere")) { try written("nowhere") }
  }

  @Test func `a link to a name that is not UTF-8 is refused`() throws {
    try Disk.write([], to: path + "/exp/x", name: [0xff])
    try Disk.makeLink(root + "/link", toBytes: Array((path + "/exp/x").utf8) + [0xff])
    #expect(throws: FileProblem.notUTF8(path: "link")) { try written("link") }
  }
}
