import FoundationEssentials
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// 0 all is well; 1 a finding; 2 the command was misused or could not work.
@Suite struct ExitStatusTests {
  struct Case: CustomStringConvertible {
    let arguments: [String]
    let status: Int32
    /// A part of what stderr says.
    let says: String

    init(_ line: String, _ status: Int32, _ says: String) {
      arguments = line.split(separator: " ").map { String($0) }
      self.status = status
      self.says = says
    }

    var description: String { arguments.joined(separator: " ") }
  }

  private func makeWorkspace() throws -> Workspace {
    let workspace = try Workspace()
    try workspace.write(ExperimentText.echo(), to: "good/echo.yaml")
    try workspace.write(ExperimentText.echo(), to: "mixed/a.yaml")
    try workspace.write(ExperimentText.failing, to: "mixed/b.yaml")
    try workspace.write(ExperimentText.invalid, to: "mixed/c.yml")
    try workspace.write(ExperimentText.failing, to: "failing.yaml")
    try workspace.write(ExperimentText.invalid, to: "invalid.yaml")
    try workspace.write(
      ExperimentText.echo(more: "expect: {parameters: {total: 3}}"), to: "count.yaml")
    try workspace.write("", to: "empty.yaml")
    try workspace.makeFolder("nothing/below")
    try workspace.write("text", to: "nothing/below/notes.txt")
    try workspace.makeFolder("folder.yaml")
    return workspace
  }

  @Test(arguments: [
    Case("run good", 0, "1 done"),
    Case("run good/echo.yaml", 0, "1 done"),
    Case("run mixed", 1, "1 done, 1 failed, 1 invalid"),
    Case("run failing.yaml", 1, "LAB3004"),
    Case("run count.yaml", 1, "the model has 2 parameters, not 3"),
    Case("run invalid.yaml", 1, "did you mean"),
    Case("run empty.yaml", 1, "the file has nothing in it"),
    Case("check good", 0, "1 experiment checked, no problem found"),
    Case("check good mixed", 1, "1 problem in 1 of 4 files"),
    Case("check failing.yaml", 0, "no problem found"),
    Case("check count.yaml", 1, "LAB2009"),
    Case("check invalid.yaml", 1, "LAB1003"),
    Case("show config good/echo.yaml", 0, ""),
    Case("show summary count.yaml", 1, "LAB2009"),
    Case("show plan invalid.yaml", 1, "LAB1003"),
    Case("run", 2, "Missing expected argument"),
    Case("run nowhere", 2, "there is no `nowhere`"),
    Case("run good nowhere.yaml", 2, "there is no `nowhere.yaml`"),
    Case("run nothing", 2, "there is no .yaml or .yml file below `nothing`"),
    Case("run folder.yaml", 2, "there is no .yaml or .yml file below `folder.yaml`"),
    Case("run good --results empty.yaml", 2, "`empty.yaml` is a file, but a folder is needed"),
    Case("run good --results empty.yaml/below", 2, "cannot be written: Not a directory"),
    Case("run good --threads 0", 2, "at least one thread"),
    Case("run good --threads many", 2, "many"),
    Case("run good --epochs 5", 2, "--epochs"),
    Case("check nowhere", 2, "there is no `nowhere`"),
    Case("check nothing", 2, "below `nothing`"),
    Case("show summary good", 2, "is a folder"),
    Case("show summary nowhere.yaml", 2, "there is no `nowhere.yaml`"),
    Case("show weights good/echo.yaml", 2, "summary"),
    Case("show summary", 2, "<file>"),
    Case("train good", 2, "train"),
    Case("--verbose", 2, "--verbose"),
    Case("schema more", 2, "more"),
  ])
  func `ends with the status that scripts rely on`(example: Case) throws {
    let workspace = try makeWorkspace()
    let result = Command.start(example.arguments, in: workspace).wait()
    #expect(result.status == example.status, "\(result.error)")
    if example.status > 0 || example.arguments[0] != "show" {
      #expect(result.error.contains(example.says), "\(result.error)")
    }
    if example.status == 2 {
      #expect(result.output.isEmpty)
      #expect(!workspace.exists("results"))
    }
  }

  @Test(arguments: [
    ["--help"], ["help"], ["-h"], ["--version"], [], ["run", "--help"], ["help", "show"],
    ["check", "-h"], ["schema", "--help"], ["schema"],
  ])
  func `writes what was asked for to stdout`(arguments: [String]) throws {
    let result = Command.start(arguments, in: try Workspace()).wait()
    #expect(result.status == 0)
    #expect(result.error.isEmpty)
    #expect(!result.output.isEmpty)
    #expect(result.output.hasSuffix("\n") && !result.output.hasSuffix("\n\n"))
  }

  @Test func `refuses an instruction set that the machine does not have`() throws {
    let workspace = try makeWorkspace()
    let result = Command.run(
      "run", "good", in: workspace, environment: ["LSTM_LAB_ISA": "abacus"])
    #expect(result.status == 2)
    #expect(result.error.contains("LSTM_LAB_ISA=abacus: this machine has"))
    #expect(result.error.contains("`portable`"))
    #expect(!workspace.exists("results"))
  }

  @Test(.enabled(if: getuid() != 0, "nothing is unreadable for root"))
  func `tells that a file is unreadable, and runs the others`() throws {
    let workspace = try makeWorkspace()
    try workspace.write(ExperimentText.echo(), to: "good/secret.yaml")
    chmod(workspace.path + "/good/secret.yaml", 0)
    let result = Command.run("run", "good", in: workspace)
    #expect(result.status == 1)
    #expect(result.error.contains("`good/secret.yaml` cannot be read: Permission denied"))
    #expect(workspace.exists("good/results/echo/report.json"))
  }

  @Test func `does not wait for a pipe below a folder`() throws {
    let workspace = try makeWorkspace()
    #expect(mkfifo(workspace.path + "/good/pipe.yaml", 0o600) == 0)
    let result = Command.run("check", "good", in: workspace)
    #expect(result.status == 1)
    #expect(
      result.error.contains("good/pipe.yaml: error[LAB0018]: `pipe.yaml` is not a regular file"))
    #expect(result.error.contains("1 problem in 1 of 2 files; 2 experiments checked"))
  }
}
