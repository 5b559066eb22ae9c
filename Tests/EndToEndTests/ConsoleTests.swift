import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What goes to the terminal, and what happens when nobody reads it or somebody stops it.
@Suite struct ConsoleTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.write(ExperimentText.echo(), to: "experiments/a.yaml")
    try workspace.write(ExperimentText.failing, to: "experiments/b.yaml")
  }

  @Test func `has no colours and no moving line when it is piped`() throws {
    for command in ["run", "check"] {
      let result = Command.run(
        command, "experiments", in: workspace, environment: ["TERM": "xterm"])
      #expect(!result.error.contains("\u{1b}"))
      #expect(!result.error.contains("\r"))
      #expect(result.output.isEmpty)
    }
  }

  @Test func `honours the wish for colours, and first the wish for none`() throws {
    let forced = ["FORCE_COLOR": "1"]
    #expect(
      Command.run("run", "experiments", in: workspace, environment: forced).error.contains(
        "\u{1b}["))
    let refused = ["FORCE_COLOR": "1", "NO_COLOR": "1"]
    #expect(
      !Command.run("run", "experiments", in: workspace, environment: refused).error.contains(
        "\u{1b}"))
    // An empty NO_COLOR is none (no-color.org).
    let empty = ["FORCE_COLOR": "1", "NO_COLOR": ""]
    #expect(
      Command.run("run", "experiments", in: workspace, environment: empty).error.contains("\u{1b}[")
    )
  }

  @Test func `prints the loss of each epoch on demand, as the history has it`() throws {
    let result = Command.run("run", "experiments/a.yaml", "--verbose", in: workspace)
    let history = try workspace.read("results/a/history.csv").split(separator: "\n").dropFirst()
    #expect(history.count == 3)
    let lines = result.error.split(separator: "\n")
    #expect(
      lines.prefix(3)
        == history.map { row in
          let fields = row.split(separator: ",")
          return "a  epoch \(fields[0])  loss \(fields[1])"
        }[...])
  }

  @Test func `ends quietly when the reader of its output goes away`() throws {
    for arguments in [["schema"], ["--help"], ["show", "config", "experiments/a.yaml"]] {
      let result = Command.start(arguments, in: workspace, output: .closedPipe).wait()
      #expect(result.status == 141, "\(arguments)")
      #expect(result.error.isEmpty)
    }
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `stops at the next epoch when asked to`(signal: Int32) throws {
    try workspace.write(ExperimentText.echo(epochs: 10_000_000), to: "experiments/endless.yaml")
    try workspace.write(ExperimentText.echo(), to: "experiments/later.yaml")
    let running = Command.start(
      ["run", "experiments", "--threads", "1", "--verbose"], in: workspace)
    #expect(running.waitForError(containing: "endless  epoch 1"))
    running.send(signal)
    let result = running.wait()
    #expect(result.status == 128 + signal)
    #expect(result.error.contains("stopped  endless"))
    #expect(result.error.contains("1 done, 1 failed, 1 stopped, 1 not begun"))
    // Whole reports of what was finished; nothing of what was not, and nothing temporary.
    let files = ["history.csv", "predictions.csv", "report.json"]
    #expect(
      try workspace.files(in: "results").keys.sorted()
        == files.map { "a/" + $0 } + files.map { "b/" + $0 } + ["summary.csv"])
    for name in ["a", "b"] {
      let report = try JSONValue(reading: workspace.read("results/\(name)/report.json"))
      #expect(report["training"]?["epochs"] == .number(3))
    }
  }
}
