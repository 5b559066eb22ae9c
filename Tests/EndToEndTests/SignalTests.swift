import FoundationEssentials
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What signals do to a run, beside stopping it in order.
@Suite struct SignalTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.write(ExperimentText.echo(), to: "experiments/a.yaml")
    try workspace.write(
      ExperimentText.echo(epochs: 10_000_000), to: "experiments/endless.yaml")
  }

  private func start(ignoring: [Int32] = []) -> RunningCommand {
    let running = Command.start(
      ["run", "experiments", "--threads", "1"], in: workspace, ignoring: ignoring)
    #expect(running.waitForError(containing: "done     a"))
    return running
  }

  /// The next run must find nothing to mend.
  private func checkWhole() throws {
    let files = try workspace.files(in: "results").keys.filter { !$0.hasPrefix(".lstm-lab") }
    #expect(
      Set(files).subtracting(["summary.csv"])
        == ["a/history.csv", "a/predictions.csv", "a/report.json"])
    #expect(Command.run("run", "experiments/a.yaml", in: workspace).status == 0)
    #expect(try !workspace.files(in: "results").keys.contains { $0.hasPrefix(".lstm-lab") })
  }

  @Test func `a second one ends it at once`() throws {
    try workspace.write(
      ExperimentText.echo(more: "matrix: {seed: {from: 1, to: 1000000}}"), to: "experiments/m.yaml")
    let running = start()
    running.send(SIGINT)
    running.send(SIGINT)
    #expect(running.wait().status == 130)
    try checkWhole()
  }

  @Test(arguments: [SIGQUIT, SIGABRT, SIGSEGV, SIGTRAP, SIGKILL])
  func `those that end a process end it`(signal: Int32) throws {
    let running = start()
    running.send(signal)
    #expect(running.wait().status == 128 + signal)
    try checkWhole()
  }

  @Test func `those that the parent ignores stay ignored`() throws {
    let running = start(ignoring: [SIGHUP, SIGINT])
    running.send(SIGHUP)
    running.send(SIGINT)
    usleep(100_000)
    #expect(kill(running.pid, 0) == 0)
    running.send(SIGTERM)
    #expect(running.wait().status == 143)
  }

  @Test func `stopping and continuing changes nothing`() throws {
    try FileManager.default.removeItem(atPath: workspace.path + "/experiments/endless.yaml")
    try workspace.write(
      ExperimentText.echo(more: "matrix: {seed: {from: 1, to: 300}}"), to: "experiments/m.yaml")
    #expect(Command.run("run", "experiments", in: workspace).status == 0)
    let expected = try workspace.files(in: "results")
    let running = Command.start(["run", "experiments"], in: workspace)
    for _ in 0..<20 {
      running.send(SIGSTOP)
      usleep(1000)
      running.send(SIGCONT)
      usleep(2000)
    }
    #expect(running.wait().status == 0)
    #expect(try workspace.files(in: "results") == expected)
  }

  @Test func `a reader that goes away ends it quietly`() throws {
    let result = Command.start(
      ["run", "experiments"], in: workspace, error: .closedPipe
    ).wait()
    #expect(result.status == 141)
    #expect(workspace.exists("results/a/report.json"))
    try checkWhole()
  }

  @Test func `a check of many points stops soon`() throws {
    try workspace.write(
      ExperimentText.echo(more: "matrix: {seed: {from: 1, to: 1000000}}"), to: "many/m.yaml")
    let running = Command.start(["check", "many"], in: workspace)
    usleep(200_000)
    let start = ContinuousClock.now
    running.send(SIGINT)
    let result = running.wait()
    #expect(result.status == 130)
    // A million points take a minute.
    #expect(ContinuousClock.now - start < .seconds(20))
    #expect(result.error.contains("experiments checked, "))
  }
}

/// What a run does while another process holds the lock on its results.
@Suite struct LockTests {
  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `a run that waits says so, and stops when asked to`(signal: Int32) throws {
    let workspace = try Workspace()
    try workspace.write(ExperimentText.echo(), to: "experiments/a.yaml")
    try workspace.makeFolder("results/.lstm-lab")
    let lock = open(workspace.path + "/results/.lstm-lab/lock", O_RDWR | O_CREAT, 0o600)
    #expect(flock(lock, LOCK_EX) == 0)
    defer { close(lock) }
    let running = Command.start(["run", "experiments"], in: workspace)
    #expect(running.waitForError(containing: "waiting for another run that writes to the same"))
    running.send(signal)
    let result = running.wait()
    #expect(result.status == 128 + signal, "\(result.error)")
    #expect(!workspace.exists("results/a"))
  }
}
