import TestSupport
import Testing

/// One table over results, by the built program.
@Suite struct ListTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    for (name, text) in [
      ("a", ExperimentText.echo()), ("b", ExperimentText.echo(epochs: 4)),
      (
        "team/m",
        ExperimentText.echo(more: "matrix: {seed: {from: 1, to: 4}, training.epochs: [2, 3]}")
      ),
    ] {
      try workspace.write(text, to: "experiments/\(name).yaml")
    }
    #expect(Command.run("run", "experiments", in: workspace).status == 0)
  }

  private func list(_ arguments: String...) -> Command.Result {
    Command.start(["list"] + arguments, in: workspace).wait()
  }

  /// The cells of CSV.
  private func cells(_ text: String) -> [[String]] {
    text.split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
    }
  }

  @Test(arguments: [
    ("text", []), ("markdown", []), ("latex", []), ("csv", []), ("json", []),
    ("points", ["results/team/m", "--sort", "-final.loss", "--top", "3"]),
    ("over", ["results", "--over", "seed"]),
    (
      "columns",
      ["--columns", "experiment,training.epochs,training.optimizer.SGD.learning_rate,parameters"]
    ),
  ])
  func `prints a table`(name: String, arguments: [String]) throws {
    let format = arguments.isEmpty ? ["--format", name] : []
    let result = Command.start(["list"] + arguments + format, in: workspace).wait()
    #expect(result.status == 0 && result.error.isEmpty, "\(result.error)")
    let difference = Snapshot.difference(of: result.output, from: "list.\(name).txt")
    #expect(difference == nil, "\(difference ?? "")")
  }

  /// The best is the best, and means are those of the points.
  @Test func `finds, sorts and means as it should`() throws {
    let all = cells(list("results/team/m", "--format", "csv").output)
    #expect(all[0] == ["experiment", "seed", "training.epochs", "status", "final.loss"])
    let rows = try all.dropFirst().map { (epochs: $0[2], loss: try #require(Double($0[4]))) }
    #expect(rows.count == 8)
    let limit = rows.map { $0.loss }.sorted()[3]
    let found = cells(
      list(
        "results", "--points", "--where", "final.loss <= \(limit)", "--where",
        "experiment == team/m",
        "--sort", "final.loss", "--format", "csv"
      ).output
    ).dropFirst()
    #expect(found.map { $0[4] } == rows.map { $0.loss }.sorted().prefix(4).map { "\($0)" })
    let grouped = try JSONValue(
      reading: list("results/team/m", "--over", "seed", "--format", "json").output)
    for (index, epochs) in ["2", "3"].enumerated() {
      let losses = rows.filter { $0.epochs == epochs }.map { $0.loss }
      let mean = losses.reduce(0, +) / 4
      let squares = losses.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
      guard case .number(let given)? = grouped[index]?["final.loss"]?["mean"],
        case .number(let deviation)? = grouped[index]?["final.loss"]?["standard_deviation"]
      else {
        Issue.record("there is a mean: \(grouped)")
        return
      }
      #expect(abs(given - mean) < 1e-15 && abs(deviation - (squares / 3).squareRoot()) < 1e-15)
    }
  }

  @Test func `lists points once that have reports of their own`() throws {
    let text = ExperimentText.echo(more: "matrix: {seed: [1, 2], reports: each}")
    try workspace.write(text, to: "experiments/each.yaml")
    #expect(Command.run("run", "experiments/each.yaml", in: workspace).status == 0)
    #expect(cells(list("results/each", "--format", "csv").output).count == 3)
    let all = cells(list("results", "--points", "--format", "csv").output).dropFirst()
    #expect(all.count { $0[0].hasPrefix("each") } == 2 && all.count == 12)
  }

  @Test(arguments: [
    (["--columns", "final.los"], "did you mean `final.loss`?"),
    (["--sort", "x"], "no result has `x`"), (["nowhere"], "there is no folder `nowhere`"),
    (["--where", "final.loss"], "a condition is a column"), (["--top", "0"], "at least 1"),
    (["--where", "final.loss >> 1"], "a condition is a column"),
    (["--where", "final.loss < low"], "a condition is a column"),
    (["--columns", ""], "--columns names no column"),
    (["--format", "xml"], "invalid"),
  ])
  func `refuses what no result has`(arguments: [String], told: String) {
    let result = Command.start(["list"] + arguments, in: workspace).wait()
    #expect(result.status == 2 && result.error.contains(told), "\(result.error)")
  }
}
