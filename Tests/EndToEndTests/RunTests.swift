import FoundationEssentials
import Testing

/// What `run` leaves behind, also where something goes wrong.
@Suite struct RunTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
  }

  @Test func `runs the others when one is invalid or fails`() throws {
    try workspace.write(ExperimentText.invalid, to: "all/a.yaml")
    try workspace.write(ExperimentText.failing, to: "all/b.yaml")
    try workspace.write(ExperimentText.echo(), to: "all/c.yaml")
    let result = Command.run("run", "all", in: workspace)
    #expect(result.status == 1)
    #expect(!workspace.exists("results/a"))
    #expect(try workspace.read("results/b/report.json").contains("\"status\": \"failed\""))
    #expect(try workspace.read("results/c/report.json").contains("\"status\": \"passed\""))
    let rows = try workspace.read("results/summary.csv").split(separator: "\n")
    #expect(rows.map { $0.prefix(8) } == ["experime", "a,invali", "b,failed", "c,passed"])
  }

  @Test func `refuses two experiments whose reports would be the same`() throws {
    for name in ["a.yaml", "a.yml", "sub/a.yaml", "sub/A.yaml", "b.yaml"] {
      try workspace.write(ExperimentText.echo(), to: "all/" + name)
    }
    let result = Command.run("run", "all", in: workspace)
    #expect(result.status == 1)
    for name in ["a.yml", "sub/a.yaml"] {
      let told =
        "all/\(name): error[LAB3007]: its reports would be those of `all/a.yaml`: "
        + "both are called `a`\n  = rename one of the files\n"
      #expect(result.error.contains(told), "\(result.error)")
    }
    // A folder of some systems does not tell A from a.
    #expect(result.error.contains("all/sub/A.yaml: error[LAB3007]"))
    #expect(result.error.contains("2 passed, 3 invalid"))
    #expect(workspace.exists("results/a/report.json"))
    #expect(workspace.exists("results/b/report.json"))
  }

  @Test func `refuses names that reports cannot have`() throws {
    for name in ["...yaml", ".yaml", ".hidden.yaml", "summary.csv.yaml"] {
      try workspace.write(ExperimentText.echo(), to: name)
      let result = Command.run("run", name, in: workspace)
      #expect(result.status == 1)
      #expect(result.error.contains("LAB3007"), "\(name): \(result.error)")
      #expect(try workspace.files(in: "results").isEmpty)
      #expect(!workspace.exists("report.json"))
    }
  }

  @Test func `leaves old reports as they are when the folder cannot be written`() throws {
    try workspace.write(ExperimentText.echo(), to: "echo.yaml")
    #expect(Command.run("run", "echo.yaml", in: workspace).status == 0)
    let before = try workspace.files(in: "results")
    try workspace.write(ExperimentText.echo(epochs: 4), to: "echo.yaml")
    try workspace.write("a file", to: "blocked")
    let result = Command.run("run", "echo.yaml", "--results", "blocked", in: workspace)
    #expect(result.status == 2)
    #expect(result.error.contains("error: `blocked` is a file, but a folder is needed\n"))
    #expect(try workspace.read("blocked") == "a file")
    #expect(try workspace.files(in: "results") == before)
  }

  @Test func `tells when the reports of one experiment cannot be written`() throws {
    try workspace.write(ExperimentText.echo(), to: "all/a.yaml")
    try workspace.write(ExperimentText.echo(), to: "all/b.yaml")
    try workspace.write("a file", to: "results/b")
    let result = Command.run("run", "all", in: workspace)
    #expect(result.status == 2)
    #expect(result.error.contains("error: `results/b` is a file, but a folder is needed\n"))
    #expect(try workspace.read("results/b") == "a file")
    #expect(workspace.exists("results/a/report.json"))
    #expect(try workspace.read("results/summary.csv").contains("\na,passed,"))
    #expect(try !workspace.read("results/summary.csv").contains("\nb,"))
  }

  @Test(arguments: ["{SGD: {learning_rate: 1e30}}", "{Adam: {learning_rate: 1e30}}"])
  func `names the epoch in which the loss is no number`(optimizer: String) throws {
    let text = ExperimentText.echo(
      epochs: 50, optimizer: optimizer,
      more: "expect: {predictions: {decimals: 1, equal: target}}")
    try workspace.write(text, to: "all/bad.yaml")
    try workspace.write(ExperimentText.echo(), to: "all/good.yaml")
    let result = Command.run("run", "all", in: workspace)
    #expect(result.status == 1)
    let report = try JSONValue(reading: workspace.read("results/bad/report.json"))
    #expect(report["status"] == .string("failed"))
    guard case .number(let epoch)? = report["training"]?["stopped"]?["epoch"] else {
      Issue.record("the report names no epoch")
      return
    }
    #expect(epoch > 1 && epoch < 50)
    #expect(result.error.contains(" in epoch \(Int(epoch))\n"), "\(result.error)")
    #expect(report["training"]?["epochs"] == .number(epoch))
    #expect(report["expectations"]?[0]?["passed"] == .boolean(false))
    // A header and a row an epoch, the one that is no number among them.
    let history = try workspace.read("results/bad/history.csv").split(separator: "\n")
    #expect(history.count == Int(epoch) + 1)
    #expect(["NaN", "Infinity"].contains(history.last?.split(separator: ",").last))
    #expect(workspace.exists("results/good/report.json"))
  }

  /// By hand: predictions [1, 2] for [0, 0.5] give the loss (1² + 1.5²) / 2 = 1.625 and the
  /// gradients 0.75 of the kernel and 2.5 of the bias. At the rate 0.5 the kernel becomes 1.625 and
  /// the bias −0.25, which predict −0.25 and 0.5625. All of it is exact in float32.
  @Test func `starts from a safetensors file`() throws {
    let tensors = [("dense_1.kernel", [1, 1], [Float(2)]), ("dense_1.bias", [1], [Float(1)])]
    try workspace.write(Safetensors.bytes(tensors), to: "all/weights/start.safetensors")
    let text = ExperimentText.echo(
      epochs: 1, optimizer: "{SGD: {learning_rate: 0.5}}",
      more: "initial_weights: weights/start.safetensors")
    try workspace.write(text, to: "all/echo.yaml")
    let result = Command.run("run", "all", in: workspace)
    #expect(result.status == 0, "\(result.error)")
    #expect(try workspace.read("results/echo/history.csv") == "epoch,loss\n1,1.625\n")
    #expect(
      try workspace.read("results/echo/predictions.csv")
        == "sample,feature,prediction,target\n0,0,-0.25,0.0\n1,0,0.5625,0.5\n")
    let report = try JSONValue(reading: workspace.read("results/echo/report.json"))
    // From Python: hashlib.sha256(b"dense_1.kernel\n" + struct.pack("<f", 1.625)
    // + b"dense_1.bias\n" + struct.pack("<f", -0.25)).hexdigest()
    #expect(
      report["digest"]?["weights"]
        == .string("sha256:ca73d3ccaa176c57cc9d6d5516525d5a2d47035d281ddc4b483a0a6ce8bed9ce"))
    // From Python: the sha256 of the bytes that `Safetensors.bytes` describes.
    #expect(
      report["digest"]?["initial_weights"]
        == .string("sha256:d373b08ac175940d79cc386af18c8a4e6d29a50131fd700d63ce65fffaff0c23"))
  }
}
