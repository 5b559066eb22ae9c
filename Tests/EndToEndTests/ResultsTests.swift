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
          "format": 4,
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
      ExperimentText.echo(more: "matrix: {seed: [1, 2, 3], reports: each}"),
      to: "experiments/m.yaml")
    #expect(run("experiments").status == 0)
    try FileManager.default.removeItem(atPath: workspace.path + "/experiments/team/echo.yaml")
    try workspace.write(
      ExperimentText.echo(more: "matrix: {seed: [1, 3], reports: each}"), to: "experiments/m.yaml")
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

/// What a repository that somebody else made must not be able to do by being run.
@Suite struct HostileProjectTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.write(ExperimentText.echo(), to: "p/experiments/a.yaml")
    try workspace.write("precious", to: "victim/precious.txt")
  }

  private func link(_ name: String, to target: String) throws {
    let path = workspace.path + "/" + name
    try FileManager.default.createDirectory(
      atPath: String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.endIndex)),
      withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
  }

  private func run(_ arguments: String...) -> Command.Result {
    Command.start(["run"] + arguments, in: workspace).wait()
  }

  private func checkVictim() throws {
    #expect(try workspace.files(in: "victim").keys.sorted() == ["precious.txt"])
  }

  @Test func `a link among the staged files is removed, not followed`() throws {
    try link("p/results/.lstm-lab/run-x", to: "../../../victim")
    #expect(run("p/experiments").status == 0)
    try checkVictim()
    #expect(try !workspace.files(in: "p/results").keys.contains { $0.contains("run-x") })
  }

  @Test(arguments: ["p/results/.lstm-lab", "p/results/.lstm-lab/lock"])
  func `a link in the place of the lock is refused`(place: String) throws {
    for target in ["/nonexistent", workspace.path + "/victim", workspace.path + "/victim/made"] {
      try link(place, to: target)
      let result = run("p/experiments")
      #expect(result.status == 2 && result.error.contains("cannot be written"), "\(result.error)")
      try checkVictim()
      try FileManager.default.removeItem(atPath: workspace.path + "/" + place)
    }
  }

  @Test func `a link in the place of a result is refused`() throws {
    try link("p/results/a", to: "../../victim")
    let result = run("p/experiments")
    #expect(result.status == 2)
    #expect(result.error.contains("error: `p/results/a` is a link, which is not followed here"))
    try checkVictim()
  }

  @Test func `a link to an experiment of another project must be named`() throws {
    try workspace.write(ExperimentText.echo(), to: "victim2/x.yaml")
    try link("p/experiments/x.yaml", to: "../../victim2/x.yaml")
    let result = run("p/experiments")
    #expect(result.status == 0 && result.error.contains("1 done"))
    #expect(result.error.contains("warning: the link `p/experiments/x.yaml` is not followed"))
    #expect(!workspace.exists("victim2/results"))
    #expect(run("p/experiments/x.yaml").error.contains("reports in victim2/results"))
  }

  @Test func `files that are no reports stay`() throws {
    let foreign = #"{"format": 1, "source": "src/main.c", "tool": "lint"}"#
    try workspace.write(foreign, to: "p/results/coverage/report.json")
    try workspace.write("mine", to: "p/results/coverage/history.csv")
    let result = run("p/experiments", "--prune")
    #expect(result.error.contains("`p/results/coverage/report.json` is no report"))
    #expect(try workspace.read("p/results/coverage/report.json") == foreign)
    #expect(try workspace.read("p/results/coverage/history.csv") == "mine")
  }

  @Test func `a report names no file but its own`() throws {
    #expect(run("p/experiments").status == 0)
    let report = try workspace.read("p/results/a/report.json")
      .replacing("\"history.csv\"", with: "\"../../../victim/precious.txt\"")
    try workspace.write(report, to: "p/results/a/report.json")
    try workspace.write(ExperimentText.echo(), to: "p/experiments/b.yaml")
    let result = run("p/experiments/b.yaml")
    #expect(
      result.error.contains("names a file `../../../victim/precious.txt`, which no result has"))
  }

  @Test func `a report of a newer format is told`() throws {
    #expect(run("p/experiments").status == 0)
    let report = try workspace.read("p/results/a/report.json")
      .replacing("\"format\": 4", with: "\"format\": 99")
    try workspace.write(report, to: "p/results/a/report.json")
    try workspace.write(ExperimentText.echo(), to: "p/experiments/b.yaml")
    #expect(run("p/experiments/b.yaml").error.contains("only a newer lstm-lab can read"))
    #expect(try workspace.read("p/results/summary.csv").contains("\na,unreadable,"))
  }

  @Test func `a result is not replaced by that of another file with its name`() throws {
    try workspace.write(ExperimentText.echo(epochs: 2), to: "p/experiments/a.txt")
    #expect(run("p/experiments").status == 0)
    let report = try workspace.read("p/results/a/report.json")
    let result = run("p/experiments/a.txt")
    #expect(result.status == 2)
    #expect(result.error.contains("holds the result of `experiments/a.yaml`"), "\(result.error)")
    #expect(try workspace.read("p/results/a/report.json") == report)
    // Where the other file is gone, nothing is in the way.
    try FileManager.default.removeItem(atPath: workspace.path + "/p/experiments/a.yaml")
    #expect(run("p/experiments/a.txt").status == 0)
  }

  @Test func `names that only look the same are told apart or refused`() throws {
    try workspace.write(ExperimentText.echo(), to: "u/experiments/\u{e9}.yaml")
    try workspace.write(ExperimentText.echo(epochs: 2), to: "u/experiments/e\u{301}.yaml")
    try workspace.write(ExperimentText.echo(), to: "u/experiments/\u{301}x.yaml")
    let result = run("u/experiments")
    #expect(result.error.contains("2 done, 1 invalid") && result.error.contains("LAB3007"))
    #expect(workspace.exists("u/results/\u{301}x/report.json"), "\(result.error)")
  }
}
