import Experiments
import Files
import TestSupport
import Testing

/// What an experiment is called and where its project is: it follows from where the file is, links
/// followed, and from nothing else.
@Suite struct ExperimentNameTests {
  struct Case: CustomStringConvertible {
    /// The file, below the folder of the test.
    let path: String
    let name: String
    let source: String
    /// The root of the project, below the folder of the test.
    let root: String

    init(_ path: String, _ name: String, _ source: String, _ root: String) {
      (self.path, self.name, self.source, self.root) = (path, name, source, root)
    }

    var description: String { path }
  }

  @Test(arguments: [
    Case("experiments/a.yml", "a", "experiments/a.yml", ""),
    Case("experiments/team/a.yaml", "team/a", "experiments/team/a.yaml", ""),
    Case("experiments/deep/er/a.b.yaml", "deep/er/a.b", "experiments/deep/er/a.b.yaml", ""),
    Case("experiments/in/experiments/a.yaml", "a", "experiments/a.yaml", "/experiments/in"),
    Case("lib/experiments/x.y/a.yaml", "x.y/a", "experiments/x.y/a.yaml", "/lib"),
    Case("a.yaml", "a", "a.yaml", ""), Case("deep/a.yaml", "a", "a.yaml", "/deep"),
    Case("a", "a", "a", ""), Case("experiments.yaml", "experiments", "experiments.yaml", ""),
    Case("experiments/experiments", "experiments", "experiments/experiments", ""),
    Case("with space/長さ.yaml", "長さ", "長さ.yaml", "/with space"),
    Case("a%20b.yaml", "a%20b", "a%20b.yaml", ""),
  ])
  func `is the path below experiments`(example: Case) throws {
    let folder = try TestFolder()
    let file = try folder.write("", to: "p/" + example.path)
    let name = ExperimentName(of: try .named(file))
    #expect(name.name == example.name)
    #expect(name.source == example.source)
    #expect(name.root == folder.path + "/p" + example.root)
  }

  @Test func `is the same by whatever path the file is named`() throws {
    let folder = try TestFolder()
    let file = try folder.write("", to: "experiments/team/a.yaml")
    try folder.link("short.yaml", to: "experiments/team/a.yaml")
    try folder.link("elsewhere", to: "experiments/team")
    let expected = ExperimentName(of: try .named(file))
    for path in [
      "short.yaml", "elsewhere/a.yaml", "experiments/./team//a.yaml",
      "experiments/../elsewhere/../team/a.yaml",
    ] {
      #expect(ExperimentName(of: try .named(folder.path + "/" + path)) == expected, "\(path)")
    }
  }

  @Test(arguments: [
    ("experiments/.a.yaml", true), ("experiments/.b/a.yaml", true), ("experiments/.yaml", true),
    ("experiments/summary.csv.yaml", true), ("experiments/REPORT.json/a.yaml", true),
    ("experiments/a.yaml", false), ("experiments/_a/b.yaml", false), ("a..b.yaml", false),
  ])
  func `must suit a folder of reports`(path: String, isRefused: Bool) throws {
    let file = try TestFolder().path + "/" + path
    #expect((ExperimentName(of: .planned(file)).problem != nil) == isRefused)
  }
}
