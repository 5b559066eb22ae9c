import TestSupport
import Testing

/// Experiments on tables, by the built program: what is printed, measured and refused.
@Suite struct DataTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.copy("experiments")
  }

  @Test(arguments: ["airline-steps", "temporal-order", "sentiment"])
  func `shows every stage of the data`(name: String) throws {
    let result = Command.run("show", "data", "experiments/\(name).yaml", in: workspace)
    #expect(result.status == 0 && result.error.isEmpty)
    let difference = Snapshot.difference(of: result.output, from: "\(name).data.txt")
    #expect(difference == nil, "\(difference ?? "")")
    #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test func `gives the stages as JSON`() throws {
    let result = Command.run(
      "show", "data", "experiments/airline-steps.yaml", "--format", "json", in: workspace)
    let value = try JSONValue(reading: result.output)
    #expect(value["parts"]?["train"]?["samples"] == .number(84))
    #expect(value["parts"]?["test"]?["samples"] == .number(48))
    #expect(value["input"]?["features"]?[0] == .string("passengers"))
    // The thirteenth month, in passengers.
    #expect(value["parts"]?["train"]?["first"]?["original"]?["target"]?[0] == .number(115))
    #expect(value["prepare"]?[1]?["learned"]?["passengers"]?["minimum"] != nil)
  }

  /// A number that is out of bounds fails the experiment, and both numbers are told.
  @Test func `holds a score to that of a baseline`() throws {
    let text = try workspace.read("experiments/airline-steps.yaml")
      .replacing("below: baseline.last_value", with: "below: baseline.seasonal")
    try workspace.write(text, to: "experiments/airline-steps.yaml")
    let result = Command.run("run", "experiments/airline-steps.yaml", in: workspace)
    #expect(result.status == 1)
    #expect(result.error.contains("error[LAB3008]: `test.root_mean_squared_error` is 43."))
    #expect(result.error.contains("not below 41."))
    #expect(result.error.contains("(`baseline.seasonal.test.root_mean_squared_error`)"))
    let report = try workspace.read("results/airline-steps/report.json")
    #expect(report.contains("\"status\": \"failed\""))
  }

  /// The last forecast of a walk is that of a training on all rows before it, which a split says as well.
  @Test func `trains anew before each forecast`() throws {
    let walk = try workspace.read("experiments/airline-steps.yaml")
      .replacing("evaluate:", with: "evaluate:\n  walk_forward: {refit: each}\n  #")
      .replacing("epochs: 200", with: "epochs: 5")
      .replacing("train: 96, test", with: "train: 140, test")
      .replacing("  samples: {train: 84, test: 48}", with: "  #")
      .replacing(
        "test.root_mean_squared_error: {below: baseline.last_value}", with: "final.loss: {above: 0}"
      )
    try workspace.write(walk, to: "experiments/walk.yaml")
    try workspace.write(
      walk.replacing("train: 140", with: "train: 143")
        .replacing("walk_forward: {refit: each}", with: "walk_forward: {refit: never}"),
      to: "experiments/last.yaml")
    let result = Command.run("run", "experiments/walk.yaml", "experiments/last.yaml", in: workspace)
    #expect(result.status == 0, "\(result.error)")
    func lastForecast(_ name: String) throws -> [Substring] {
      let rows = try workspace.read("results/\(name)/predictions.csv").split(separator: "\n")
      let cells = try #require(rows.last).split(separator: ",")
      // Its row in the table, the prediction and the target; the sample's number differs in no way.
      return [cells[1], cells[4], cells[5]]
    }
    #expect(try lastForecast("walk") == lastForecast("last"))
  }

  /// Forecasts that are fed back are those of a table in which they stand, where the truth is fed.
  @Test(arguments: [("1", ""), ("2", "prepare: [log, difference]")])
  func `feeds forecasts back`(ahead: String, prepare: String) throws {
    func experiment(_ file: String, _ feed: String) -> String {
      """
      data:
        source: {csv: {file: \(file), columns: [passengers]}}
        split: {train: 130, test: rest}
        \(prepare)
        window: {past: 6, ahead: \(ahead), stride: \(ahead)}
        target: [flatten]
      model: [{LSTM: {units: 3}}, {Dense: {units: \(ahead)}}]
      training: {loss: mean_squared_error, optimizer: Adam, epochs: 3, batch_size: 16}
      evaluate:
        metrics: [root_mean_squared_error]
        baselines: [last_value]
        walk_forward: {feed: \(feed)}
      """
    }
    func forecasts(_ name: String) throws -> [[Substring]] {
      let result = Command.run("run", "experiments/\(name).yaml", in: workspace)
      #expect(result.status == 0, "\(result.error)")
      return try workspace.read("results/\(name)/predictions.csv").split(separator: "\n")
        .filter { $0.hasPrefix("test") }.map { $0.split(separator: ",") }
    }
    try workspace.write(experiment("data/airline.csv", "own"), to: "experiments/own.yaml")
    let own = try forecasts("own")
    #expect(own.count == 14)
    // Part, row, sample, feature, prediction, target, baseline.
    let known = try workspace.read("experiments/data/airline.csv").split(separator: "\n")
      .filter { !$0.hasPrefix("#") }.prefix(131)
    #expect(own.allSatisfy { Double($0[6]) == Double(known[130].split(separator: ",")[1]) })
    let table = known + own.map { "1999-01,\($0[4])" }
    try workspace.write(table.joined(separator: "\n"), to: "experiments/data/fed.csv")
    try workspace.write(experiment("data/fed.csv", "truth"), to: "experiments/truth.yaml")
    for (one, other) in zip(own, try forecasts("truth")) {
      let (a, b) = (try #require(Double(one[4])), try #require(Double(other[4])))
      #expect(abs(a - b) <= 1e-4 * abs(a), "row \(one[1]): \(a) and \(b)")
    }
  }

  @Test func `refuses files that are no files`() throws {
    let text = try workspace.read("experiments/airline-steps.yaml")
    for (name, told) in [("/dev/zero", "lies outside the project"), ("data", "cannot be read")] {
      try workspace.write(
        text.replacing("data/airline.csv", with: name), to: "experiments/bad.yaml")
      let result = Command.run("check", "experiments/bad.yaml", in: workspace)
      #expect(result.status == 1 && result.error.contains(told), "\(name): \(result.error)")
      #expect(result.error.contains("LAB2016"))
    }
  }

  /// A table changes: so does its digest in the report.
  @Test func `writes the digest of the file`() throws {
    func digest() throws -> String {
      _ = Command.run("run", "experiments/shampoo.yaml", in: workspace)
      let report = try workspace.read("results/shampoo/report.json")
      return String(
        report.split(separator: "\n").first { $0.contains("data/shampoo.csv\": \"sha") } ?? "")
    }
    let first = try digest()
    try workspace.write(
      try workspace.read("experiments/data/shampoo.csv") + "\n", to: "experiments/data/shampoo.csv")
    let second = try digest()
    #expect(!first.isEmpty && !second.isEmpty && first != second)
  }
}
