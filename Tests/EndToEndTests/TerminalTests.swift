#if os(Linux)
  import TestSupport
  import Testing

  /// What a person sees on a terminal: the built program on one of its own, made by `script` of util-linux.
  @Suite struct TerminalTests {
    private let workspace: Workspace

    init() throws {
      workspace = try Workspace()
      try workspace.copyFile("experiments/many-to-one.yaml")
      try workspace.write(ExperimentText.failing, to: "experiments/fails.yaml")
      try workspace.write(ExperimentText.invalid, to: "experiments/invalid.yaml")
      let name = "a-folder-of-a-team/with-a-name-that-is-longer-than-a-narrow-terminal-has-room-for"
      try workspace.write(ExperimentText.echo(), to: "experiments/\(name).yaml")
      try workspace.write(
        ExperimentText.echo(
          more: "matrix: {seed: {from: 1, to: 12}}\nexpect: {loss: {max: 0.02}}"),
        to: "experiments/matrix.yaml")
      try workspace.write(
        ExperimentText.echo(
          more: "matrix: {seed: {from: 1, to: 4}}\nexpect: {runs: {share: {at_least: 0.5}}}"),
        to: "experiments/share.yaml")
    }

    /// Runs a command on a terminal of some columns; gives the screen at the end, with escape sequences
    /// for colours as `^[`, and times that differ from run to run blotted out.
    private func screen(
      _ command: String, columns: Int, environment: [String: String] = [:]
    ) throws -> String {
      let all = ["TERM": "xterm-256color"].merging(environment) { $1 }
      let line =
        "stty cols \(columns) rows 50 && \(Command.path) \(command); echo \"exit status $?\""
      let result = Command.start(
        ["-qec", line, "/dev/null"], in: workspace, environment: all, program: "/usr/bin/script"
      ).wait()
      return Self.blotted(Self.rendered(result.output))
    }

    /// The lines as a terminal has them after carriage returns and erasures.
    private static func rendered(_ text: String) -> String {
      text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        .map { line in
          // What stands before the last erasure was a line that moved.
          String(line.split(separator: "\u{1b}[K", omittingEmptySubsequences: false).last ?? "")
            .replacing("\r", with: "^M").replacing("\u{1b}", with: "^[")
        }.joined(separator: "\n")
    }

    private static func blotted(_ text: String) -> String {
      // In a column they stand at its right; the last line has them in a sentence.
      text.replacing(/in [0-9.]+ m?s;/) { _ in "in … ms;" }
        .replacing(/\ +[0-9.]+ m?s\b/) { match in
          String(repeating: " ", count: match.0.count - 4) + "… ms"
        }
    }

    @Test(arguments: [80, 200])
    func `fits the terminal`(columns: Int) throws {
      let text = try screen("run experiments", columns: columns)
      #expect(Snapshot.difference(of: text, from: "terminal.\(columns).txt") == nil)
    }

    @Test func `has no colours where none are wanted`() throws {
      let text = try screen("run experiments", columns: 80, environment: ["NO_COLOR": "1"])
      #expect(Snapshot.difference(of: text, from: "terminal.plain.txt") == nil)
    }

    @Test func `gives plain lines to a pipe`() throws {
      let text = try screen("run experiments 2>&1 | cat", columns: 80)
      #expect(Snapshot.difference(of: text, from: "terminal.pipe.txt") == nil)
    }

    @Test func `verifies with the same lines`() throws {
      _ = try screen("run experiments", columns: 80)
      let history = try workspace.read("results/many-to-one/history.csv")
      try workspace.write(
        history.replacing("\n7,0", with: "\n7,1"), to: "results/many-to-one/history.csv")
      let text = try screen("verify experiments", columns: 80)
      #expect(Snapshot.difference(of: text, from: "terminal.verify.txt") == nil)
    }
  }
#endif
