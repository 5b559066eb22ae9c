import Experiments
import FoundationEssentials
import Testing

/// The reports of small experiments, trained here.
@Suite struct ReportTests {
  private let folder: TestFolder
  private let results: ResultsFolder

  init() throws {
    folder = try TestFolder()
    results = try ResultsFolder(path: folder.path + "/results")
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
    let file = try folder.write(text, to: "\(name).yaml")
    let loaded = ExperimentFile.read([file])[0][0]
    let renderer = DiagnosticRenderer(style: .plain)
    let told = loaded.diagnostics.map { renderer.text($0) }.joined(separator: "\n")
    let report = Report(BatchRunner.train(try #require(loaded.experiment, "\(told)")))
    try results.write(report, of: loaded.name)
    return report
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
        "experiment", "source", "format", "numerics", "status", "config", "model", "training",
        "predictions", "expectations", "digest",
      ])
    let text = try folder.read("results/echo/report.json")
    for part in [
      #"[{"name": "dense_1", "type": "Dense", "output_shape": [null, 1], "parameters": 2}]"#,
      #""parameters": {"#, #""total": 2,"#, #""trainable": 2,"#, #""non_trainable": 0,"#,
      #""epochs": 1,"#, #""updates": 1,"#, #""loss": 0.125"#, #""shape": [2, 1],"#,
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
    // 0.00499… and 0.00625 round to 0.0 or 0.01.
    #expect(text.contains(#""path": "predictions""#))
  }

  /// A number in the file is the same float32 as in the data: 0.35 is 0.349999994 in both.
  @Test func `rounds listed numbers as the data is rounded`() throws {
    for decimals in 0...6 {
      let equal = "expect: {predictions: {decimals: \(decimals), equal: [0.35, 0.45]}}"
      let listed = try run("a", more: equal, values: "[0.35, 0.45]")
      let target = try run(
        "a", more: equal.replacing("[0.35, 0.45]", with: "target"), values: "[0.35, 0.45]")
      func expectations(_ report: Report) -> Substring {
        let text = report.files.first { $0.name == "report.json" }?.text ?? ""
        return text.split(separator: "\"expectations\"").last ?? ""
      }
      #expect(!expectations(listed).isEmpty)
      #expect(expectations(listed) == expectations(target))
    }
  }

  // MARK: summary.csv

  private static let header = "experiment,status,parameters,epochs,loss,weights\n"

  private func summaryNames() throws -> [String] {
    CSVText.rows(of: try folder.read("results/summary.csv")).dropFirst().map { $0[0] }
  }

  @Test func `has a row an experiment in the order of their names`() throws {
    try results.writeSummary(of: [run("b"), run("a"), run("B"), run("a-2")])
    let text = try folder.read("results/summary.csv")
    #expect(text.hasPrefix(Self.header))
    #expect(try summaryNames() == ["B", "a", "a-2", "b"])
    #expect(text.contains("\na,passed,2,1,0.125,sha256:"))
  }

  @Test func `replaces the rows of what was run, and keeps those that have reports`() throws {
    try results.writeSummary(of: [run("a"), run("b"), run("c")])
    let before = try folder.read("results/summary.csv").split(separator: "\n")
    try FileManager.default.removeItem(atPath: folder.path + "/results/b")
    try results.writeSummary(of: [run("c", more: "expect: {loss: {max: 0}}"), run("d")])
    let after = try folder.read("results/summary.csv").split(separator: "\n")
    #expect(try summaryNames() == ["a", "c", "d"])
    #expect(after[1] == before[1])
    #expect(after[2].hasPrefix("c,failed,"))
  }

  @Test(arguments: [
    "", "no,table\n", "experiment,status,parameters,epochs,loss,weights", "\u{0}\"\"\"",
    "experiment,status,parameters,epochs,loss,weights\na,passed,1\n,,,,,\n../a,passed,1,1,0,x\n",
    "<<<<<<< HEAD\nghost,passed,1,1,0.1,sha256:0\n",
  ])
  func `drops rows that are none, or that have no report`(old: String) throws {
    try folder.write(old, to: "results/summary.csv")
    try results.writeSummary(of: [run("a")])
    #expect(try summaryNames() == ["a"])
    #expect(try folder.read("results/summary.csv").hasPrefix(Self.header))
  }

  @Test func `quotes names that CSV would misread`() throws {
    try results.writeSummary(of: [run("a, b")])
    try results.writeSummary(of: [run("c")])
    #expect(try folder.read("results/summary.csv").contains("\n\"a, b\",passed,"))
    #expect(try summaryNames() == ["a, b", "c"])
  }
}
