import CheckSupport
import Diagnostics
import Documents
import Experiments
import FoundationEssentials
import Layers
import Reports
import Schemas
import TestSupport
import Testing
import Training

/// The reports of small experiments, trained here.
@Suite struct ReportTests {
  private let folder: TestFolder
  private let results: ResultsFolder

  init() throws {
    folder = try TestFolder()
    results = try ResultsFolder(folder.path + "/results")
  }

  /// Trains a Dense(1) that starts at zero on the targets 0 and 0.5, and writes its reports.
  @discardableResult
  private func run(_ name: String, more: String = "", values: String = "[0, 0.5]") throws -> Report
  {
    let text = """
      data:
        source: {values: \(values)}
        input: {reshape: [2, 1]}
        target: {reshape: [2, 1]}
      model:
        - Dense: {units: 1, kernel_initializer: zeros}
      training: {loss: mean_squared_error, optimizer: SGD, epochs: 1}
      \(more)
      """
    let file = Checking.file(try folder.write(text, to: "experiments/\(name).yaml"))
    let loaded = file[0]
    let experiment = try #require(loaded.experiment, "\(Checking.text(of: file))")
    let writer = results.begin(loaded.name)
    let outcome = try Outcome.training(experiment) { record in
      (try? writer.add(record)) != nil
    }
    _ = try writer.finish(outcome, status: #require(outcome.status))
    return try report(name)
  }

  private func report(_ name: String) throws -> Report {
    let stored = StoredResult.read(name, in: folder.path + "/results/" + name)
    return try #require(stored.report, "\(stored.problem ?? "no report")")
  }

  /// Makes the summary.
  @discardableResult
  private func summarize(prunes: Bool = false) throws -> ResultsSurvey {
    let root = folder.path
    return try results.summarize(
      origin: ReportOrigin { source, _ in
        FileManager.default.fileExists(atPath: root + "/" + source)
      },
      prunes: prunes)
  }

  @Test func `has the keys of the design in their order`() throws {
    try run("echo", more: "expect: {parameters: {total: 2}, output_shape: [null, 1]}")
    let lines = try folder.read("results/echo/report.json").split(separator: "\n")
    func keys(_ indent: Int) -> [String] {
      let space = String(repeating: " ", count: indent)
      return lines.filter { $0.hasPrefix(space + "\"") }
        .compactMap { $0.split(separator: "\"").dropFirst().first.map { String($0) } }
    }
    #expect(
      keys(2) == [
        "experiment", "source", "format", "numerics", "status", "config", "model", "cost",
        "training", "predictions", "expectations", "digest", "files",
      ])
    let text = try folder.read("results/echo/report.json")
    for part in [
      #"[{"name": "dense_1", "type": "Dense", "output_shape": [null, 1], "parameters": 2}]"#,
      #""parameters": {"#, #""total": 2,"#, #""trainable": 2,"#, #""non_trainable": 0,"#,
      #""epochs": 1,"#, #""updates": 1,"#, #""loss": 0.125"#, #""shape": [2, 1]"#,
      #"{"path": "parameters.total", "expected": 2, "actual": 2, "passed": true}"#,
      #""weights": "sha256:"#,
    ] { #expect(text.contains(part), "\(part)") }
  }

  /// By hand: zeros predict 0 and 0, the loss is (0² + 0.5²) / 2 = 0.125; the gradient of the kernel
  /// is −2·0.5·0.5 / 2 = −0.25, that of the bias −0.5. A step of 0.01 predicts 0.005 and 0.00625.
  @Test func `has a row for each epoch and each prediction`() throws {
    try run("echo")
    #expect(try folder.read("results/echo/history.csv") == "epoch,loss\n1,0.125\n")
    let rows = CSVText.rows(of: try folder.read("results/echo/predictions.csv"))
    #expect(rows.map { $0.count } == [4, 4, 4])
    #expect(rows[0] == ["sample", "feature", "prediction", "target"])
    #expect(rows[1] == ["0", "0", "0.005", "0.0"])
    #expect(rows[2].prefix(2) == ["1", "0"] && rows[2][3] == "0.5")
    #expect(abs((Float(rows[2][2]) ?? 0) - 0.00625) < 1e-8)
  }

  @Test func `says what was expected, and what it was`() throws {
    try run(
      "echo",
      more: "expect: {loss: {max: 0.1}, predictions: {decimals: 2, equal: [0.01, 0.01]}}")
    let text = try folder.read("results/echo/report.json")
    #expect(text.contains("\"status\": \"failed\""))
    let loss = #"{"path": "loss.max", "expected": 0.1, "actual": 0.125, "passed": false}"#
    #expect(text.contains(loss))
    // 0.00499… and 0.00625 round to 0.0 and 0.01.
    let predictions = #"{"path": "predictions.equal", "expected": 2, "actual": 1, "passed": false}"#
    #expect(text.contains(predictions))
  }

  /// A number in the file is the same float32 as in the data: 0.35 is 0.349999994 in both.
  @Test func `rounds listed numbers as the data is rounded`() throws {
    for decimals in 0...6 {
      let equal = "expect: {predictions: {decimals: \(decimals), equal: [0.35, 0.45]}}"
      let listed = try run("a", more: equal, values: "[0.35, 0.45]")
      let target = try run(
        "a", more: equal.replacing("[0.35, 0.45]", with: "target"), values: "[0.35, 0.45]")
      let expectations = [listed, target].map { $0.expectations?.map { $0.encoded } ?? [] }
      #expect(!expectations[0].isEmpty)
      #expect(expectations[0] == expectations[1])
    }
  }

  // MARK: summary.csv

  private static let header = "experiment,status,parameters,epochs,loss,weights\n"

  private func summaryNames() throws -> [String] {
    CSVText.rows(of: try folder.read("results/summary.csv")).dropFirst().map { $0[0] }
  }

  @Test func `has a row an experiment in the order of their names`() throws {
    for name in ["b", "a", "B", "a-2", "a/c"] { try run(name) }
    try summarize()
    let text = try folder.read("results/summary.csv")
    #expect(text.hasPrefix(Self.header))
    #expect(try summaryNames() == ["B", "a", "a-2", "a/c", "b"])
    #expect(text.contains("\na,done,2,1,0.125,sha256:"))
  }

  @Test func `is made from the reports, whoever wrote them and whatever it was before`() throws {
    for name in ["a", "b", "c"] { try run(name) }
    try summarize()
    let before = try folder.read("results/summary.csv").split(separator: "\n")
    try FileManager.default.removeItem(atPath: folder.path + "/results/b")
    // Another process writes one of them.
    let other = try ResultsFolder(folder.path + "/results")
    try other.write(invalid: ExperimentName(of: .named(folder.path + "/experiments/c.yaml")), [])
    other.close()
    try run("d", more: "expect: {loss: {max: 0}}")
    for old in [
      "", "no,table\n", "\u{0}\"\"\"", Self.header + "ghost,passed,1,1,0.1,sha256:0\n",
      "<<<<<<< HEAD\nghost,passed,1,1,0.1,sha256:0\n",
    ] {
      try folder.write(old, to: "results/summary.csv")
      try summarize()
      let after = try folder.read("results/summary.csv").split(separator: "\n")
      #expect(try summaryNames() == ["a", "c", "d"])
      #expect(after[1] == before[1])
      #expect(after[2] == "c,invalid,,,,")
      #expect(after[3].hasPrefix("d,failed,"))
    }
  }

  @Test func `quotes names that CSV would misread`() throws {
    try run("a, b")
    try summarize()
    #expect(try folder.read("results/summary.csv").contains("\n\"a, b\",done,"))
    #expect(try summaryNames() == ["a, b"])
  }

  @Test func `names reports that have no experiment, and removes them on demand`() throws {
    for name in ["team/a", "team/b"] { try run(name) }
    try FileManager.default.removeItem(atPath: folder.path + "/experiments/team/b.yaml")
    results.close()
    let results = try ResultsFolder(folder.path + "/results")
    try folder.write("notes", to: "results/team/b/notes.txt")
    let root = folder.path
    let origin = ReportOrigin { source, _ in
      FileManager.default.fileExists(atPath: root + "/" + source)
    }
    let survey = try results.summarize(origin: origin, prunes: false)
    #expect(survey.orphans == [root + "/results/team/b"] && survey.pruned.isEmpty)
    #expect(try summaryNames() == ["team/a", "team/b"])
    let pruned = try results.summarize(origin: origin, prunes: true)
    #expect(pruned.pruned == [root + "/results/team/b"] && pruned.orphans.isEmpty)
    #expect(try summaryNames() == ["team/a"])
    #expect(try folder.read("results/team/b/notes.txt") == "notes")
    #expect(!FileManager.default.fileExists(atPath: root + "/results/team/b/report.json"))
  }

  // MARK: Sets

  @Test(arguments: ["history.csv", "predictions.csv"])
  func `tells a set whose files do not belong together`(file: String) throws {
    try run("a")
    try folder.write("epoch,loss\n1,0.5\n", to: "results/a/" + file)
    let stored = StoredResult.read("a", in: folder.path + "/results/a")
    #expect(stored.report == nil)
    #expect(stored.row.line == "a,incomplete,,,,\n")
    #expect(try #require(stored.problem).contains("belongs to another `\(file)`"))
  }

  @Test(arguments: [
    ("", "it is empty"), ("{", "must stand here"), ("{}", "needs `experiment`"),
    (#"{"experiment": "a", "experiment": "a"}"#, "stands here twice"), ("[1]", "mapping"),
    (#"{"experiment": 5}"#, "needs"),
  ])
  func `tells what is no report`(text: String, reason: String) throws {
    try folder.write(text, to: "results/a/report.json")
    let stored = StoredResult.read("a", in: folder.path + "/results/a")
    #expect(stored.report == nil && stored.row.line == "a,unreadable,,,,\n")
    let problem = try #require(stored.problem)
    #expect(problem.contains("is no report") && problem.contains("run the experiment again"))
  }

  @Test func `tells the report of another experiment`() throws {
    try run("a")
    let text = try folder.read("results/a/report.json")
    try folder.write(text, to: "results/b/report.json")
    let stored = StoredResult.read("b", in: folder.path + "/results/b")
    #expect(try #require(stored.problem).contains("is the report of `a`, not of `b`: remove it"))
  }

  /// A report of the first format, as a person may still have committed it.
  @Test func `keeps the row of a report of an older format`() throws {
    let text = """
      {"experiment": "a", "source": "experiments/a.yaml", "format": 1, "status": "passed", "config": {},
       "model": {"parameters": {"total": 146}}, "training": {"epochs": 7, "final": {"loss": 0.5}},
       "predictions": {"values": [1.5]}, "digest": {"weights": "sha256:00"}}
      """
    try folder.write(text, to: "results/a/report.json")
    let stored = StoredResult.read("a", in: folder.path + "/results/a")
    #expect(stored.problem == nil && stored.source == "experiments/a.yaml")
    #expect(stored.row.line == "a,passed,146,7,0.5,sha256:00\n")
  }

  @Test func `reads what it writes`() throws {
    let report = try run(
      "a", more: "expect: {parameters: {total: 2}, output_shape: [null, 1], loss: {max: 1}}")
    #expect(report.text == (try folder.read("results/a/report.json")))
    #expect(report.status == .passed && report.training?.updates == 1)
    #expect(report.files?.entries.map { $0.name } == ["history.csv", "predictions.csv"])
  }

  @Test func `has no numbers where the experiment is invalid`() throws {
    try run("a")
    let name = ExperimentName(of: try .named(folder.path + "/experiments/a.yaml"))
    let diagnostic = Diagnostic(.unknownKey, "a message", file: "a.yaml")
    try results.write(invalid: name, [diagnostic, diagnostic])
    let report = try report("a")
    #expect(report.status == .invalid && report.training == nil && report.files == nil)
    #expect(report.problems?.map { $0.message } == ["a message"])
    for file in ["history.csv", "predictions.csv"] {
      #expect(!FileManager.default.fileExists(atPath: folder.path + "/results/a/" + file))
    }
  }
}
