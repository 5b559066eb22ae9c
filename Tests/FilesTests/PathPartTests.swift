import Files
import FoundationEssentials
import TestSupport
import Testing

/// The parts of paths, and paths of what is not there.
@Suite struct PathPartTests {
  /// As POSIX has it of `dirname`.
  @Test(arguments: [
    ("/usr/lib", "/usr"), ("/usr/", "/"), ("usr", "."), ("/", "/"), (".", "."), ("..", "."),
    ("a/b", "a"), ("a/b/", "a"), ("a/b//", "a"), ("a//b", "a"), ("/a", "/"), ("//a", "/"),
    ("a/", "."),
    ("a/../b", "a/.."), ("./a", "."), ("é/ü/x", "é/ü"), ("", "."), (" /a", " "),
  ])
  func `a file is in a folder`(path: String, folder: String) {
    #expect(CheckedPath.folder(of: path) == folder)
  }

  @Test(arguments: [
    ("a", "b", "a/b"), (".", "b", "b"), ("/", "b", "/b"), ("a", "/b", "/b"),
    ("/a/b", "c/d", "/a/b/c/d"),
    ("a", "../b", "a/../b"), ("..", "b", "../b"),
  ])
  func `a path is seen from a folder`(folder: String, path: String, expected: String) {
    #expect(CheckedPath.join(folder, path) == expected)
  }

  @Test func `a path below the current folder is shown from there`() throws {
    let current = try CheckedPath.named(".").resolved
    #expect(CheckedPath.relative(current) == ".")
    #expect(CheckedPath.relative(current + "/a/b") == "a/b")
    #expect(CheckedPath.relative(current + "2/a") == current + "2/a")
    #expect(CheckedPath.relative("/") == "/")
    #expect(CheckedPath.relative(current + "/\u{301}a") == "\u{301}a")
  }

  @Test func `what is not there has a path all the same`() throws {
    let folder = try TestFolder()
    let path = folder.path
    try folder.write("", to: "sub/a")
    try folder.link("link", to: "sub")
    try folder.link("file", to: "sub/a")
    for (text, expected) in [
      ("none", "none"), ("sub/none", "sub/none"), ("sub/../none", "none"), ("./none", "none"),
      // A folder's link is followed; the file's own is what stands there.
      ("link/none", "sub/none"), ("link/a", "sub/a"), ("file", "file"),
      // As shells complete it.
      ("none/", "none"), ("sub/none//", "sub/none"),
      // Nothing to follow.
      ("no/such/file", "no/such/file"), ("no/./such//file", "no/such/file"), ("no/../b/c", "b/c"),
      // Folders.
      ("sub/.", "sub"), ("sub/..", ""), ("link/.", "sub"), ("no/..", ""), ("no/such/.", "no/such"),
    ] {
      let planned = CheckedPath.planned(path + "/" + text)
      #expect(planned.resolved == path + (expected.isEmpty ? "" : "/" + expected), "\(text)")
      #expect(planned.shown == path + "/" + text)
    }
    #expect(CheckedPath.planned("/").resolved == "/")
    #expect(CheckedPath.planned("/..").resolved == "/")
    #expect(CheckedPath.planned("/no/../../such").resolved == "/such")
    let current = try CheckedPath.named(".").resolved
    #expect(CheckedPath.planned("none").resolved == current + "/none")
    #expect(CheckedPath.planned("no/such").resolved == current + "/no/such")
    #expect(CheckedPath.planned("").resolved == current)
  }
}
