import TestSupport
import Testing

/// A project to start from, by the built program.
@Suite struct InitTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
  }

  @Test func `makes a project whose experiment passes`() throws {
    let made = Command.run("init", "mine", in: workspace)
    #expect(made.status == 0 && made.output.isEmpty)
    #expect(
      made.error == """
        made  mine/experiments/wave.yaml
        made  mine/experiments/schema.json
        made  mine/.gitattributes
        made  mine/.github/workflows/results.yml
        now: cd mine && lstm-lab run experiments/

        """)
    let run = Command.run("run", "mine/experiments", in: workspace)
    #expect(run.status == 0 && run.error.hasPrefix("passed   wave"), "\(run.error)")
    #expect(Command.run("verify", "mine/experiments", in: workspace).status == 0)
    let schema = try Workspace.files(in: Workspace.repository + "/experiments")["schema.json"]
    #expect(try workspace.files(in: "mine")["experiments/schema.json"] == schema)
  }

  @Test func `changes nothing that exists`() throws {
    try workspace.write("mine", to: "experiments/own.yaml")
    try workspace.write("*.x -text", to: ".gitattributes")
    let result = Command.run("init", in: workspace)
    #expect(result.status == 0)
    #expect(result.error.contains("kept  .gitattributes: it exists\n"))
    #expect(!workspace.exists("experiments/wave.yaml"))
    #expect(try workspace.read(".gitattributes") == "*.x -text")
    #expect(workspace.exists("experiments/schema.json"))
    let before = try workspace.files(in: ".")
    #expect(Command.run("init", in: workspace).status == 0)
    #expect(try workspace.files(in: ".") == before)
  }

  @Test func `refuses what is no folder`() throws {
    try workspace.write("", to: "file")
    let result = Command.run("init", "file", in: workspace)
    #expect(result.status == 2 && result.error.contains("is a file"))
  }
}
