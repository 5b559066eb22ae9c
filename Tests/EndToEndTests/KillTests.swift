import FoundationEssentials
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs are killed at random moments, alone and several at once: each result is whole or told to be
/// incomplete, no row is lost, and the next run completes everything to the same bytes.
///
/// `LAB_KILLS` sets how often; `LAB_SEED` repeats what failed.
@Suite struct KillTests {
  private let workspace: Workspace
  /// The two texts of the experiments, told apart by their epochs.
  private static let epochs = [20, 30]
  private static let files = ["history.csv", "predictions.csv", "report.json"]

  init() throws {
    workspace = try Workspace()
    try workspace.write(ExperimentText.echo(), to: "experiments/other.yaml")
  }

  private static func setting(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
  }

  private func write(_ version: Int) throws {
    let text = ExperimentText.echo(epochs: Self.epochs[version])
    for name in ["a", "b"] {
      try workspace.write(
        text + "\nmatrix: {seed: {from: 1, to: 40}}\ndescription: \(name)\n",
        to: "experiments/\(name).yaml")
    }
  }

  /// What an undisturbed run gives.
  private func expected(_ version: Int) throws -> [String: [UInt8]] {
    try write(version)
    #expect(Command.run("run", "experiments", in: workspace).status == 0)
    return try workspace.files(in: "results")
  }

  @Test(arguments: [1, 2, 4]) func `lose nothing`(processes: Int) throws {
    let expected = [try expected(0), try expected(1)]
    let seed = Self.setting("LAB_SEED") ?? Int.random(in: 0..<1_000_000)
    var random = TestRandom(seed: UInt64(seed))
    for round in 0..<(Self.setting("LAB_KILLS") ?? 24) {
      let version = round % 2
      let context: Comment = "round \(round) of LAB_SEED=\(seed)"
      try write(version)
      try killRuns(processes, after: useconds_t(random.next() % 60_000))
      // The results of the other experiment are whole by now, and with them the summary is.
      let told = Command.run("run", "experiments/other.yaml", in: workspace)
      #expect(told.status == 0, context)
      try checkSets(expected, told.error, context)
      #expect(Command.run("run", "experiments", in: workspace).status == 0, context)
      #expect(try workspace.files(in: "results") == expected[version], context)
    }
  }

  /// Starts runs, some of all experiments and some of one, and kills them at the same moment.
  private func killRuns(_ count: Int, after delay: useconds_t) throws {
    let paths = ["experiments", "experiments/a.yaml", "experiments/b.yaml", "experiments"]
    let runs = paths.prefix(count).map { Command.start(["run", $0], in: workspace) }
    usleep(delay)
    for run in runs { run.send(SIGKILL) }
    for run in runs { _ = run.wait() }
  }

  private func checkSets(
    _ expected: [[String: [UInt8]]], _ told: String, _ context: Comment
  ) throws {
    let given = try workspace.files(in: "results")
    let summary = String(decoding: given["summary.csv"] ?? [], as: UTF8.self)
    for name in ["a", "b"].flatMap({ name in (1...40).map { "\(name)/seed=\($0)" } }) {
      let files = Self.files.map { name + "/" + $0 }
      guard given[files[2]] != nil else { continue }
      #expect(summary.contains("\n\(name),"), context)
      let isWhole = expected.contains { version in
        files.allSatisfy { given[$0] == version[$0] }
      }
      // Ten warnings are listed; the summary says it of each.
      let isTold = summary.contains("\n\(name),incomplete,") && told.contains("belongs to another")
      #expect(isWhole != isTold, "\(name) in \(context)")
    }
  }

  /// Different experiments written at once by several processes all keep their rows.
  @Test func `several runs at once lose no row`() throws {
    for name in 0..<4 {
      try workspace.write(
        ExperimentText.echo(more: "matrix: {seed: {from: 1, to: 20}}\ndescription: \(name)"),
        to: "experiments/p\(name).yaml")
    }
    #expect(Command.run("run", "experiments", in: workspace).status == 0)
    let expected = try workspace.files(in: "results")
    for _ in 0..<8 {
      try FileManager.default.removeItem(atPath: workspace.path + "/results")
      let paths = (0..<4).map { "experiments/p\($0).yaml" } + ["experiments/other.yaml"]
      let runs = paths.map { Command.start(["run", $0], in: workspace) }
      for run in runs {
        let result = run.wait()
        #expect(result.status == 0, "\(result.error)")
      }
      #expect(try workspace.files(in: "results") == expected)
    }
  }
}
