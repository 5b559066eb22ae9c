import Engine
import Testing

/// The promise: the same YAML gives the same bytes. The committed reports are the expectation.
@Suite struct ReproducibilityTests {
  struct Setting: CustomStringConvertible {
    let instructions: String
    let threads: Int

    var description: String { "\(instructions), \(threads) threads" }

    static let all = InstructionSet.available.flatMap { set in
      [1, 2].map { Setting(instructions: set.name, threads: $0) }
    }
  }

  @Test(arguments: Setting.all)
  func `gives the committed reports, with several threads twice`(setting: Setting) throws {
    let workspace = try Workspace()
    try workspace.copy("experiments")
    let committed = try Workspace.files(in: Workspace.repository + "/results")
      .filter { $0.key != "README.md" }
    // Over the reports of the first run as well; once is enough for that with one thread.
    for time in 1...min(setting.threads, 2) {
      let result = Command.start(
        ["run", "experiments/", "--threads", "\(setting.threads)"], in: workspace,
        environment: ["LSTM_LAB_ISA": setting.instructions]
      ).wait(atMost: 300)
      #expect(result.status == 0, "\(result.error)")
      #expect(result.output.isEmpty)
      let given = try workspace.files(in: "results")
      #expect(given.keys.sorted() == committed.keys.sorted())
      for name in committed.keys.sorted() {
        #expect(given[name] == committed[name], "\(name) differs, time \(time)")
      }
    }
  }

  @Test func `does not depend on what was run before, or with it`() throws {
    let workspace = try Workspace()
    try workspace.copy("experiments")
    for name in ["one-to-one", "many-to-one"] {
      let result = Command.run("run", "experiments/\(name).yaml", in: workspace)
      #expect(result.status == 0, "\(result.error)")
      for file in ["report.json", "history.csv", "predictions.csv"] {
        let path = "\(name)/\(file)"
        let committed = try Workspace.files(in: Workspace.repository + "/results/\(name)")[file]
        #expect(try workspace.files(in: "results")[path] == committed, "\(path)")
      }
    }
  }
}
