import TestSupport
import Testing

/// What differs between two sets of results, by the built program.
@Suite struct DiffTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.copyFile("experiments/one-to-one.yaml")
    try workspace.copyFile("experiments/many-to-one.yaml")
    try workspace.copyFile("experiments/many-to-many.yaml")
    try workspace.write(
      "extends: many-to-one.yaml\nmatrix: {seed: [1, 2]}\n", to: "experiments/seeds.yaml")
    #expect(Command.run("run", "experiments", "--results", "old", in: workspace).status == 0)
  }

  private func edit(_ file: String, _ old: String, _ new: String) throws {
    let text = try workspace.read(file)
    #expect(text.contains(old), "\(file) has `\(old)`")
    try workspace.write(text.replacing(old, with: new, maxReplacements: 1), to: file)
  }

  private func diff(_ arguments: String...) -> Command.Result {
    Command.start(["diff"] + arguments, in: workspace).wait()
  }

  /// A learning rate, a new layer with a verdict that flips, a renamed file, and an axis more.
  private func change() throws {
    try edit(
      "experiments/many-to-one.yaml", "optimizer: Adam", "optimizer: {Adam: {learning_rate: 0.002}}"
    )
    try edit(
      "experiments/many-to-many.yaml", "  - TimeDistributed",
      "  - LSTM: {units: 3, return_sequences: true}\n  - TimeDistributed")
    let text = try workspace.read("experiments/one-to-one.yaml")
    try workspace.remove("experiments/one-to-one.yaml")
    try workspace.write(text, to: "experiments/echo.yaml")
    try workspace.write(
      "extends: many-to-one.yaml\nmatrix: {seed: [1, 2], training.epochs: [100, 200]}\n"
        + "training: {optimizer: Adam}\n", to: "experiments/seeds.yaml")
    _ = Command.run("run", "experiments", "--results", "new", in: workspace)
  }

  @Test func `says nothing of equal folders`() throws {
    #expect(Command.run("run", "experiments", "--results", "new", in: workspace).status == 0)
    let result = diff("old", "new")
    #expect(result.status == 0 && result.output.isEmpty && result.error.isEmpty)
    #expect(diff("old", "new", "--format", "json").output == "[]\n")
  }

  @Test(arguments: ["text", "json", "markdown", "latex"])
  func `tells what changed`(format: String) throws {
    try change()
    let result = diff("old", "new", "--format", format)
    #expect(result.status == 1 && result.error.isEmpty, "\(result.error)")
    let difference = Snapshot.difference(of: result.output, from: "diff.\(format).txt")
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test func `asks git for revisions`() throws {
    func git(_ arguments: String...) {
      let identity = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"]
      let result = Command.start(identity + arguments, in: workspace, program: "git").wait()
      #expect(result.status == 0, "\(result.error)")
    }
    func run() { _ = Command.run("run", "experiments", "--prune", in: workspace) }
    run()
    git("init", "-q")
    git("add", "-A")
    git("commit", "-q", "-m", "one")
    #expect(diff("HEAD").status == 0)
    try edit("experiments/many-to-one.yaml", "epochs: 500", "epochs: 501")
    run()
    let work = diff("HEAD")
    #expect(work.status == 1)
    #expect(work.output.contains("changed  many-to-one\n  training.epochs: 500 → 501\n"))
    #expect(work.output.contains("epoch 501 is the first that differs"))
    git("commit", "-q", "-a", "-m", "two")
    #expect(diff("HEAD~1", "HEAD").output == work.output)
    #expect(diff("HEAD", "HEAD").status == 0)
    #expect(diff("HEAD", "old").status == 1)
    let unknown = diff("HEAD~7")
    #expect(unknown.status == 2 && unknown.error.contains("git knows no revision of that name"))
    #expect(diff("HEAD", "--results", "elsewhere").status == 2)
  }

  /// A history of which the report says nothing, and a git that is not there.
  @Test func `tells half of another result, and a missing git`() throws {
    #expect(Command.run("run", "experiments", "--results", "new", in: workspace).status == 0)
    try edit("new/many-to-one/history.csv", "\n7,0", "\n7,1")
    let result = diff("old", "new")
    #expect(result.status == 1)
    #expect(
      result.output.contains("unreadable  many-to-one: `new/many-to-one/report.json` belongs"))
    let alone = Command.start(["diff", "HEAD"], in: workspace, environment: ["PATH": "/nowhere"])
      .wait()
    #expect(alone.status == 2 && alone.error.contains("`git` is needed for that"))
  }

  @Test func `refuses what is no folder of results`() throws {
    #expect(diff("experiments/many-to-one.yaml", "old").status == 2)
    #expect(diff("--", "-x", "old").status == 2)
    #expect(diff("experiments", "old").error == "warning: no result stands in `experiments`\n")
    try edit("old/many-to-one/report.json", "\"format\": 4", "\"format\": 99")
    #expect(Command.run("run", "experiments", "--results", "new", in: workspace).status == 0)
    let result = diff("old", "new")
    #expect(result.status == 1 && result.output.contains("only a newer lstm-lab can read"))
  }
}
