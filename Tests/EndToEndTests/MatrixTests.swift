import TestSupport
import Testing

/// A matrix as one result, by the built program.
@Suite struct MatrixTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
  }

  private func write(_ more: String) throws {
    try workspace.write(ExperimentText.echo(more: more), to: "experiments/m.yaml")
  }

  private func run(_ arguments: String...) -> Command.Result {
    Command.start(["run", "experiments/m.yaml"] + arguments, in: workspace).wait()
  }

  /// The rows of `runs.csv` below its header.
  private func rows() throws -> (header: [String], rows: [[String]]) {
    let lines = try workspace.read("results/m/runs.csv").split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
    }
    return (lines[0], Array(lines.dropFirst()))
  }

  private func report() throws -> JSONValue {
    try JSONValue(reading: workspace.read("results/m/report.json"))
  }

  private func number(_ value: JSONValue?) throws -> Double {
    guard case .number(let number)? = value else {
      Issue.record("\(String(describing: value)) is no number")
      return .nan
    }
    return number
  }

  /// Each row is what its point gives alone, and the statistics are those of the column.
  @Test func `has one report with statistics, and a row a point`() throws {
    try write("matrix: {seed: {from: 1, to: 10}}")
    let result = run()
    #expect(result.status == 0 && result.error.hasPrefix("done     m           10 done"))
    #expect(
      try workspace.files(in: "results").keys.sorted() == [
        "m/report.json", "m/runs.csv", "summary.csv",
      ])
    let (header, rows) = try rows()
    #expect(header == ["point", "seed", "status", "epochs", "final.loss"])
    #expect(rows.map { $0[1] } == (1...10).map { "\($0)" })
    let alone = run("--point", "seed=7", "--results", "alone")
    #expect(alone.status == 0)
    let history = try workspace.read("alone/m/seed=7/history.csv").split(separator: "\n")
    #expect(history.last?.split(separator: ",").last.map { String($0) } == rows[6][4])

    let losses = try rows.map { try #require(Double($0[4])) }
    let mean = losses.reduce(0, +) / 10
    let squares = losses.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
    let sorted = losses.sorted()
    let statistics = try report()["matrix"]?["statistics"]?["final.loss"]
    for (name, expected) in [
      ("count", 10), ("mean", mean), ("standard_deviation", (squares / 9).squareRoot()),
      ("minimum", sorted[0]), ("median", (sorted[4] + sorted[5]) / 2), ("maximum", sorted[9]),
    ] {
      let actual = try number(statistics?[name])
      #expect(abs(actual - expected) <= 1e-14 * abs(expected), "\(name)")
    }
    #expect(try workspace.read("results/summary.csv").contains("\nm,done,"))
  }

  @Test func `lists values by ranges, factors and zips`() throws {
    try write(
      """
      matrix:
        seed: {from: 8, to: 10}
        training.optimizer.SGD.learning_rate: {from: 1e-3, to: 0.1, log: true}
        training.optimizer.SGD.momentum: {from: 0.1, to: 0.3, step: 0.1}
        exclude: [{training.optimizer.SGD.learning_rate: 1e-2}, {seed: 9}]
      """)
    #expect(run().status == 0)
    var listed = try rows().rows.map { Array($0[1...3]) }
    #expect(
      listed
        == ["8", "10"].flatMap { seed in
          ["0.001", "0.1"].flatMap { rate in ["0.1", "0.2", "0.3"].map { [seed, rate, $0] } }
        })
    try write(
      """
      matrix:
        zip: {seed: [1, 2, 2], training.epochs: [4, 4, 5]}
        training.shuffle: [true, false]
        exclude: [{seed: 2, training.epochs: 4}]
        include: [{seed: 1, training.batch_size: 1}]
      """)
    let result = run()
    #expect(result.status == 0, "\(result.error)")
    let (header, rows) = try rows()
    #expect(
      header.prefix(5) == [
        "point", "seed", "training.epochs", "training.shuffle", "training.batch_size",
      ])
    listed = rows.map { Array($0[1...4]) }
    #expect(
      listed == [
        ["1", "4", "true", "1"], ["1", "4", "false", "1"], ["2", "5", "true", ""],
        ["2", "5", "false", ""],
      ])
  }

  @Test func `is judged as a whole where runs are expected`() throws {
    try write(
      """
      matrix: {seed: {from: 1, to: 20}}
      expect:
        loss: {max: 0.0001}
        runs:
          failed: {at_least: 1}
          share: {within: [0, 1]}
          final.loss: {median: {below: 1}, minimum: {at_least: 0}}
      """)
    let passed = run()
    #expect(passed.status == 0, "\(passed.error)")
    #expect(!passed.error.contains("error"))
    #expect(try report()["status"] == .string("passed"))
    let text = try workspace.read("experiments/m.yaml").replacing("below: 1}", with: "below: 0}")
    try workspace.write(text, to: "experiments/m.yaml")
    let failed = run()
    #expect(failed.status == 1)
    #expect(failed.error.contains("error[LAB3008]: the median of `final.loss` is 0."))
    #expect(failed.error.contains("not below 0\n"), "\(failed.error)")
    #expect(failed.error.contains("1 failed in "))
  }

  /// Not one block a point.
  @Test func `tells failures of points together`() throws {
    try write("matrix: {seed: {from: 1, to: 30}}\nexpect: {loss: {max: 0}}")
    let result = run("--format", "github")
    #expect(result.status == 1)
    #expect(result.error.split(separator: "error[").count == 2, "\(result.error)")
    #expect(result.error.contains("at the matrix's point m/seed=1, and at 29 others"))
    #expect(result.output.split(separator: "\n").count == 1)
    #expect(run("--quiet").error.split(separator: "\n").first?.hasPrefix("failed   m") == true)
  }

  @Test func `is verified as one, and each point where it has reports`() throws {
    // Points that fail are what was committed as well.
    try write("matrix: {seed: [1, 2, 3]}\nexpect: {loss: {max: 0}}")
    #expect(run().status == 1)
    #expect(Command.run("verify", "experiments/m.yaml", in: workspace).status == 0)
    try write("matrix: {seed: [1, 2, 3]}")
    #expect(run().status == 0)
    func verify() -> Command.Result {
      Command.run("verify", "experiments/m.yaml", in: workspace)
    }
    #expect(verify().status == 0)
    let runs = try workspace.read("results/m/runs.csv")
    try workspace.write(runs.replacing("\n2,2,", with: "\n2,3,"), to: "results/m/runs.csv")
    let wrong = verify()
    #expect(wrong.status == 1 && wrong.error.contains("`results/m/runs.csv` is wrong from line 3"))
    let report = try workspace.read("results/m/report.json")
    try workspace.write(
      report.replacing("\"mean\": 0.", with: "\"mean\": 1."), to: "results/m/report.json")
    let far = Command.run(
      "verify", "experiments/m.yaml", "--tolerance", "loss=1e-3", in: workspace)
    #expect(far.status == 1 && far.error.contains("`final.loss.mean` in"), "\(far.error)")
    try write("matrix: {seed: [1, 2, 3], reports: each}")
    #expect(run().status == 0 && verify().status == 0)
    let history = try workspace.read("results/m/seed=2/history.csv")
    try workspace.write(
      history.replacing("\n2,0", with: "\n2,1"), to: "results/m/seed=2/history.csv")
    let one = verify()
    #expect(
      one.error.contains("`results/m/seed=2/history.csv` is wrong from line 3"), "\(one.error)")
    #expect(one.status == 1)
  }

  @Test func `runs a point that is named by its values`() throws {
    try write("matrix: {seed: [3, 30], training.epochs: [2, 3]}")
    let found = run("--point", "training.epochs=3,seed=30")
    #expect(found.status == 0 && found.error.contains("m/seed=30,training.epochs=3 "))
    let several = run("--point", "seed=30")
    #expect(several.status == 2 && several.error.contains("several points have these values"))
    let none = run("--point", "seed=31,training.epochs=3")
    #expect(none.status == 2 && none.error.contains("one of its 4 points is seed=3"))
    #expect(run("--point", "x").status == 2)
  }

  /// The narrow network has 2 parameters, the wide one 2 · 2 + 3.
  @Test func `gives names to settings, and compares points by ratios`() throws {
    let matrix = """
      matrix:
        cell:
          narrow: {model: [Dense: {units: 1}]}
          wide: {model: [Dense: {units: 2}, Dense: {units: 1}]}
        seed: [1, 2]
      expect:
        runs:
          parameters:
            ratios: [{of: {cell: wide}, to: {cell: narrow}, within: [3.5, 3.5]}]
          final.loss:
            ratios: [{of: {seed: 2, cell: wide}, to: {seed: 1, cell: wide}, above: 0}]
      """
    try write(matrix)
    let passed = run()
    #expect(passed.status == 0, "\(passed.error)")
    let (header, rows) = try rows()
    #expect(header.prefix(6) == ["point", "cell", "seed", "status", "epochs", "parameters"])
    #expect(
      rows.map { [$0[1], $0[2], $0[5]] } == [
        ["narrow", "1", "2"], ["narrow", "2", "2"], ["wide", "1", "7"], ["wide", "2", "7"],
      ])
    #expect(run("--point", "cell=wide,seed=2").error.contains("m/cell=wide,seed=2 "))

    let losses = try rows[2...].map { try #require(Double($0[header.count - 1])) }
    try write(matrix.replacing("above: 0}", with: "above: 1e9}"))
    let failed = run()
    #expect(failed.status == 1)
    #expect(failed.error.contains("error[LAB3008]: the smallest ratio of `final.loss` is "))
    guard case .list(let expectations)? = try report()["expectations"] else {
      Issue.record("the report lists what is expected")
      return
    }
    #expect(try number(expectations[2]["actual"]) == losses[1] / losses[0])
    let overridden = run("--set", "model=[Dense: {units: 3}]")
    #expect(overridden.error.contains("the matrix sets `model`"))
  }

  /// Points in other spellings of their numbers; keys that the matrix does not have.
  @Test func `finds a point by what its values say`() throws {
    try write("matrix: {training.optimizer.SGD.learning_rate: {from: 1e-3, to: 0.1, log: true}}")
    #expect(run("--point", "training.optimizer.SGD.learning_rate=1e-2").status == 0)
    let unknown = run("--point", "sed=2")
    #expect(unknown.status == 2 && unknown.error.contains("the matrix has no key `sed`"))
  }

  /// What was not run is not judged, and a matrix that changed is stale.
  @Test func `tells a matrix of which nothing can be run, and one that changed`() throws {
    try write("matrix: {seed: [1, 2]}\nexpect: {runs: {pased: {at_least: 1}}}")
    let slip = run()
    #expect(slip.error.contains("did you mean `passed`?") && !slip.error.contains("LAB3008"))
    #expect(try report()["status"] == .string("invalid"))
    try write("matrix: {seed: [1, 2, 3], training.epochs: [2, 3], exclude: [{seed: 1}]}")
    #expect(run().status == 0)
    try write("matrix: {seed: [1, 2, 3], training.epochs: [2, 3], exclude: [{seed: 2}]}")
    let stale = Command.run("verify", "experiments/m.yaml", in: workspace)
    #expect(stale.error.contains("error[LAB4001]"), "\(stale.error)")
    #expect(stale.error.contains("`matrix.exclude"), "\(stale.error)")
  }
}
