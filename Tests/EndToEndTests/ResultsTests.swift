import FoundationEssentials
import Testing

/// Results mirror the experiments, by whatever way a run comes to them.
@Suite struct ResultsTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    for name in ["echo", "team/echo", "team/deep/er"] {
      try workspace.write(
        ExperimentText.echo(more: "description: \(name)"), to: "experiments/\(name).yaml")
    }
  }

  private func run(_ arguments: String...) -> Command.Result {
    Command.start(["run"] + arguments, in: workspace).wait()
  }

  /// The results of a plain run.
  private func expected() throws -> [String: [UInt8]] {
    #expect(run("experiments").status == 0)
    let files = try workspace.files(in: "results")
    try FileManager.default.removeItem(atPath: workspace.path + "/results")
    return files
  }

  @Test func `have a folder for each file, also where stems are the same`() throws {
    let files = ["history.csv", "predictions.csv", "report.json"]
    let names = ["echo", "team/deep/er", "team/echo"]
    #expect(
      try expected().keys.sorted()
        == (names.flatMap { name in files.map { name + "/" + $0 } } + ["summary.csv"]).sorted())
    #expect(run("experiments").status == 0)
    for name in names {
      let report = try workspace.read("results/\(name)/report.json")
      #expect(report.contains("\"experiment\": \"\(name)\""))
      #expect(report.contains("\"source\": \"experiments/\(name).yaml\""))
    }
  }

  @Test func `do not depend on git`() throws {
    let expected = try expected()
    try workspace.makeFolder("experiments/team/.git")
    try workspace.makeFolder(".git")
    #expect(run("experiments").status == 0)
    #expect(try workspace.files(in: "results") == expected)
  }

  @Test(arguments: ["", "experiments", "experiments/team/deep", "elsewhere"])
  func `do not depend on the current folder`(folder: String) throws {
    let expected = try expected()
    if !folder.isEmpty { try workspace.makeFolder(folder) }
    let path = workspace.path + "/experiments"
    let result = Command.start(["run", path], in: workspace, folder: folder).wait()
    #expect(result.status == 0, "\(result.error)")
    #expect(try workspace.files(in: "results") == expected)
  }

  @Test(arguments: [
    ["experiments/echo.yaml", "experiments/team"], ["experiments/", "experiments"],
    ["./experiments//team/../team", "experiments/./echo.yaml"], ["short.yaml", "link/team"],
    ["experiments/team/deep/../../echo.yaml", "experiments/team/echo.yaml", "link/team/deep"],
  ])
  func `do not depend on how paths are written`(paths: [String]) throws {
    let expected = try expected()
    try FileManager.default.createSymbolicLink(
      atPath: workspace.path + "/short.yaml", withDestinationPath: "experiments/echo.yaml")
    try FileManager.default.createSymbolicLink(
      atPath: workspace.path + "/link", withDestinationPath: "experiments")
    let result = Command.start(["run"] + paths, in: workspace).wait()
    #expect(result.status == 0, "\(result.error)")
    #expect(try workspace.files(in: "results") == expected)
  }

  @Test func `are the same for a copy in another place`() throws {
    let expected = try expected()
    let other = try Workspace()
    for (name, bytes) in try workspace.files(in: "experiments") {
      try other.write(bytes, to: "some/where/else/experiments/" + name)
    }
    let result = Command.run("run", "some/where/else/experiments", in: other)
    #expect(result.status == 0 && result.error.contains("reports in some/where/else/results"))
    #expect(try other.files(in: "some/where/else/results") == expected)
  }

  @Test func `go to each project's own folder, or all to one`() throws {
    try workspace.write(ExperimentText.echo(), to: "inner/experiments/own.yaml")
    try workspace.write(ExperimentText.echo(), to: "loose/file.yaml")
    let result = run("experiments", "inner", "loose/file.yaml")
    #expect(result.error.contains("reports in inner/results, loose/results, results"))
    #expect(workspace.exists("inner/results/own/report.json"))
    #expect(workspace.exists("loose/results/file/report.json"))
    #expect(run("experiments", "inner", "--results", "all").status == 0)
    #expect(
      workspace.exists("all/own/report.json") && workspace.exists("all/team/echo/report.json"))
    #expect(!workspace.exists("results/own"))
  }

  // MARK: Truth

  @Test func `say that an experiment is invalid, and why`() throws {
    _ = try expected()
    #expect(run("experiments").status == 0)
    try workspace.write(ExperimentText.invalid, to: "experiments/team/echo.yaml")
    try workspace.write("extends: ../nowhere.yaml", to: "experiments/echo.yaml")
    #expect(run("experiments").status == 1)
    #expect(
      try workspace.read("results/team/echo/report.json") == """
        {
          "experiment": "team/echo",
          "source": "experiments/team/echo.yaml",
          "format": 2,
          "numerics": 2,
          "status": "invalid",
          "problems": [{"code": "LAB1003", "message": "an experiment has no key `seeds`"}]
        }

        """)
    let problem = #"{"code": "LAB1013", "message": "there is no `../nowhere.yaml`"}"#
    #expect(try workspace.read("results/echo/report.json").contains(problem))
    #expect(!workspace.exists("results/team/echo/history.csv"))
    let summary = try workspace.read("results/summary.csv")
    #expect(
      summary.contains("\necho,invalid,,,,\n") && summary.contains("\nteam/echo,invalid,,,,\n"))
  }

  /// The message must not tell from where the command was started.
  @Test func `say the same of what is invalid wherever a run is started`() throws {
    for (name, text) in [
      ("cycle", "extends: team/other.yaml"), ("team/other", "extends: ../cycle.yaml"),
      ("nul", #"extends: "a\0b.yaml""#), ("outside", "extends: ../../x.yaml"),
      ("weights", ExperimentText.echo(more: "initial_weights: none.safetensors")),
      ("folder", "extends: team"),
    ] { try workspace.write(text + "\n", to: "experiments/\(name).yaml") }
    try FileManager.default.createSymbolicLink(
      atPath: workspace.path + "/experiments/gone.yaml", withDestinationPath: "nowhere.yaml")
    #expect(run("experiments").status == 1)
    let expected = try workspace.files(in: "results")
    #expect(expected["gone/report.json"] != nil && expected["nul/report.json"] != nil)
    try FileManager.default.removeItem(atPath: workspace.path + "/results")
    let result = Command.start(
      ["run", workspace.path + "/experiments/"], in: workspace, folder: "experiments/team"
    ).wait()
    #expect(result.status == 1)
    #expect(try workspace.files(in: "results") == expected)
  }

  @Test func `of experiments that are gone are named, and removed on demand`() throws {
    try workspace.write(
      ExperimentText.echo(more: "matrix: {seed: [1, 2, 3]}"), to: "experiments/m.yaml")
    #expect(run("experiments").status == 0)
    try FileManager.default.removeItem(atPath: workspace.path + "/experiments/team/echo.yaml")
    try workspace.write(
      ExperimentText.echo(more: "matrix: {seed: [1, 3]}"), to: "experiments/m.yaml")
    try workspace.write("notes", to: "results/m/notes.txt")
    let named = run("experiments")
    #expect(named.status == 0)
    let warning =
      "warning: no experiment gives these 2 reports; --prune removes them:\n"
      + "  results/m/seed=2\n  results/team/echo\n"
    #expect(named.error.contains(warning), "\(named.error)")
    #expect(workspace.exists("results/team/echo/report.json"))
    let pruned = run("experiments/echo.yaml", "experiments/m.yaml", "--prune")
    #expect(pruned.error.contains("removed 2 reports without an experiment:\n  results/m/seed=2\n"))
    #expect(!workspace.exists("results/team/echo") && !workspace.exists("results/m/seed=2"))
    #expect(try workspace.read("results/m/notes.txt") == "notes")
    #expect(workspace.exists("results/team/deep/er/report.json"))
    #expect(try !workspace.read("results/summary.csv").contains("team/echo"))
    #expect(!run("experiments").error.contains("warning"))
  }

  @Test func `are only written by a trial where it says so`() throws {
    try workspace.write(
      ExperimentText.echo(more: "matrix: {seed: [7, 8]}"), to: "experiments/m.yaml")
    let set = run("experiments/echo.yaml", "--set", "training.epochs=2")
    #expect(set.status == 0 && set.error.contains("2 epochs"))
    #expect(set.error.contains("no reports written: --results names a folder for them"))
    let point = run("experiments/m.yaml", "--point", "2")
    #expect(point.status == 0 && point.error.contains("done     m/seed=8"))
    #expect(!point.error.contains("seed=7"))
    #expect(!workspace.exists("results"))
    #expect(run("experiments/m.yaml", "--point", "2", "--results", "try").status == 0)
    #expect(try workspace.read("try/summary.csv").contains("\nm/seed=8,done,"))
    #expect(!workspace.exists("try/m/seed=7"))
    let beyond = run("experiments/m.yaml", "--point", "3")
    #expect(beyond.status == 2 && beyond.error.contains("has a matrix of 2 points"))
    #expect(run("experiments/echo.yaml", "--point", "0").status == 2)
  }

  @Test func `of other projects stay in a folder that several share`() throws {
    #expect(run("experiments", "--results", "all").status == 0)
    try workspace.write(ExperimentText.echo(), to: "inner/experiments/own.yaml")
    let result = run("inner", "--results", "all", "--prune")
    #expect(result.status == 0 && !result.error.contains("without an experiment"))
    #expect(workspace.exists("all/team/echo/report.json"))
  }

  @Test func `are not changed by a trial with other settings`() throws {
    let expected = try expected()
    #expect(run("experiments").status == 0)
    for path in ["results", "./results", workspace.path + "/experiments/../results"] {
      let result = run("experiments/echo.yaml", "--set", "seed=9", "--results", path)
      #expect(result.status == 2)
      #expect(result.error.contains("holds what the files say: name another folder"))
    }
    #expect(try workspace.files(in: "results") == expected)
  }

  @Test func `have none of a file that is there for others to extend`() throws {
    try workspace.write("seed: 3\n", to: "experiments/_base.yaml")
    #expect(run("experiments", "experiments/_base.yaml").status == 1)
    #expect(workspace.exists("results/echo") && !workspace.exists("results/_base"))
  }

  @Test func `that are copies are named and removed`() throws {
    #expect(run("experiments").status == 0)
    let report = try workspace.read("results/echo/report.json")
    try workspace.write(report, to: "results/echo/old/report.json")
    #expect(run("experiments").error.contains("--prune removes it:\n  results/echo/old\n"))
    #expect(run("experiments", "--prune").status == 0)
    #expect(!workspace.exists("results/echo/old") && workspace.exists("results/echo/report.json"))
  }

  @Test func `may lie inside the experiments`() throws {
    #expect(run("experiments", "--results", "experiments/results").status == 0)
    #expect(run("experiments", "--results", "experiments/results").status == 0)
    #expect(workspace.exists("experiments/results/team/echo/report.json"))
    #expect(!workspace.exists("results"))
  }

  @Test(arguments: ["{", "[]", "{\"experiment\": 5}", "", "\u{0}"])
  func `that were edited are told, and made anew by a run`(text: String) throws {
    let expected = try expected()
    #expect(run("experiments").status == 0)
    try workspace.write(text, to: "results/team/echo/report.json")
    let other = run("experiments/echo.yaml")
    #expect(other.status == 0)
    #expect(other.error.contains("warning: `results/team/echo/report.json` is no report"))
    #expect(try workspace.read("results/summary.csv").contains("\nteam/echo,unreadable,,,,\n"))
    #expect(run("experiments").status == 0)
    #expect(try workspace.files(in: "results") == expected)
  }

  @Test func `are the same with and without --durable`() throws {
    let expected = try expected()
    #expect(run("experiments", "--durable").status == 0)
    #expect(try workspace.files(in: "results") == expected)
  }
}
