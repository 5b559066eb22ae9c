import Experiments
import Testing

/// What an experiment is called, wherever the command was started.
@Suite struct ExperimentNameTests {
  @Test(arguments: [
    ("a.yaml", "a", "a.yaml"), ("experiments/a.yml", "a", "experiments/a.yml"),
    ("experiments/deep/er/a.b.yaml", "a.b", "experiments/deep/er/a.b.yaml"),
    ("experiments/../a.yaml", "a", "a.yaml"), ("./experiments/./a.yaml", "a", "experiments/a.yaml"),
    ("experiments//a.yaml", "a", "experiments/a.yaml"), ("a", "a", "a"),
    ("with space/長さ.yaml", "長さ", "with space/長さ.yaml"), ("a%20b.yaml", "a%20b", "a%20b.yaml"),
  ])
  func `is the file's name, and its path from the project`(
    path: String, name: String, source: String
  ) throws {
    let folder = try TestFolder()
    try folder.write("", to: ".git/HEAD")
    let experiment = ExperimentName(path: folder.path + "/" + path)
    #expect(experiment.name == name)
    #expect(experiment.source == source)
  }

  /// In a work tree `.git` is a file.
  @Test func `belongs to the nearest project`() throws {
    let folder = try TestFolder()
    try folder.write("", to: ".git/HEAD")
    try folder.write("gitdir: elsewhere", to: "inner/.git")
    let path = folder.path + "/inner/experiments/a.yaml"
    #expect(ExperimentName(path: path).source == "experiments/a.yaml")
  }

  @Test func `says nothing of where the machine has it when there is no project`() throws {
    let folder = try TestFolder()
    #expect(ExperimentName(path: folder.path + "/deep/a.yaml").source == "deep/a.yaml")
  }
}
