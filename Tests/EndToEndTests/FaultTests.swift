#if os(Linux)
  import FoundationEssentials
  import Sanitizers
  import Testing

  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #endif

  /// Each call that writes results fails in turn: never a silent loss, and the next run mends it.
  @Suite(
    .enabled(if: !is_sanitized(), "the library that fails calls does not go with a sanitizer's"))
  struct FaultTests {
    private let workspace: Workspace
    private static let names = ["a", "b", "m/seed=1", "m/seed=2"]

    init() throws {
      workspace = try Workspace()
      try workspace.write(ExperimentText.echo(), to: "experiments/a.yaml")
      try workspace.write(ExperimentText.invalid, to: "experiments/b.yaml")
      try workspace.write(
        ExperimentText.echo(more: "matrix: {seed: [1, 2]}"), to: "experiments/m.yaml")
    }

    private static let library: String = {
      let path = CheckedCommand.folder + "/libFaultInjection.so"
      precondition(FileManager.default.fileExists(atPath: path), "there is no \(path)")
      return path
    }()

    private func run(
      failing call: Int, _ error: Int32, isRest: Bool = false, isDurable: Bool = false
    ) throws -> (result: Command.Result, calls: Int) {
      var environment = [
        "LD_PRELOAD": Self.library, "LAB_FAULT_CALL": "\(call)", "LAB_FAULT_ERRNO": "\(error)",
        "LAB_FAULT_COUNT": workspace.path + "/count",
      ]
      if isRest { environment["LAB_FAULT_REST"] = "1" }
      let arguments = ["run", "experiments", "--threads", "1"] + (isDurable ? ["--durable"] : [])
      let result = Command.start(arguments, in: workspace, environment: environment).wait()
      let count = try workspace.read("count").filter { $0.isNumber }
      return (result, Int(count) ?? 0)
    }

    /// The results of an undisturbed run.
    private func expected(isDurable: Bool) throws -> (files: [String: [UInt8]], calls: Int) {
      let (result, calls) = try run(failing: 0, 0, isDurable: isDurable)
      #expect(result.status == 1 && calls > 20, "\(calls): \(result.error)")
      return (try workspace.files(in: "results"), calls)
    }

    private func clear() throws {
      try? FileManager.default.removeItem(atPath: workspace.path + "/results")
    }

    @Test(arguments: [false, true], [EIO, ENOSPC])
    func `tell what was not written`(isDurable: Bool, error: Int32) throws {
      let (expected, calls) = try expected(isDurable: isDurable)
      for call in 1...calls {
        try clear()
        let (result, _) = try run(failing: call, error, isDurable: isDurable)
        let context = "call \(call) of \(calls): \(result.error)"
        #expect(result.status == 2, "\(context)")
        #expect(result.error.contains(String(cString: strerror(error))), "\(context)")
        try checkSets(expected, result, context)
        // The next run completes it and leaves nothing else.
        #expect(Command.run("run", "experiments", in: workspace).status == 1, "\(context)")
        #expect(try workspace.files(in: "results") == expected, "\(context)")
        #expect(try stray().isEmpty, "\(context)")
      }
    }

    /// Each set is whole or not there, or the result was said to be not written.
    private func checkSets(
      _ expected: [String: [UInt8]], _ result: Command.Result, _ context: String
    ) throws {
      let given = workspace.exists("results") ? try workspace.files(in: "results") : [:]
      for name in Self.names {
        let files = ["history.csv", "predictions.csv", "report.json"].map { name + "/" + $0 }
        let isWhole = files.allSatisfy { given[$0] == expected[$0] }
        let isTold =
          result.error.contains("results/\(name)") || result.error.contains("`results`")
          || name.hasPrefix("m/") && result.error.contains("`results/m`")
          || result.error.contains("not begun")
        #expect(isWhole || isTold, "\(name) in \(context)")
      }
      let hasSummary = given["summary.csv"] == expected["summary.csv"]
      #expect(hasSummary || result.error.contains("error: `results"), "\(context)")
    }

    private func stray() throws -> [String] {
      try FileManager.default.subpathsOfDirectory(atPath: workspace.path + "/results")
        .filter { $0.contains(".lstm-lab") || $0.contains("run-") }
    }

    /// Training goes on in vain where nothing can be written any more.
    @Test func `a full disk ends the run early`() throws {
      try workspace.write(
        ExperimentText.echo(more: "matrix: {seed: {from: 1, to: 500}, reports: each}"),
        to: "experiments/a.yaml")
      let (result, _) = try run(failing: 60, ENOSPC, isRest: true)
      #expect(result.status == 2)
      #expect(result.error.contains("No space left on device"))
      let lines = result.error.split(separator: "\n")
      #expect(lines.count < 30, "\(lines.count) lines")
      #expect(try #require(lines.last).contains(" not begun"), "\(lines.last ?? "")")
    }
  }

  private enum CheckedCommand {
    /// The folder of the built products.
    static let folder = Command.path.split(separator: "/").dropLast().map { "/" + $0 }.joined()
  }
#endif
