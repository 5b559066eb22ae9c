import FoundationEssentials
import Testing

/// What `run` leaves behind, also where something goes wrong.
@Suite struct RunTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
  }

  @Test func `runs the others when one is invalid or fails`() throws {
    try workspace.write(ExperimentText.invalid, to: "experiments/a.yaml")
    try workspace.write(ExperimentText.failing, to: "experiments/b.yaml")
    try workspace.write(ExperimentText.echo(), to: "experiments/c.yaml")
    let result = Command.run("run", "experiments", in: workspace)
    #expect(result.status == 1)
    #expect(try workspace.read("results/a/report.json").contains("\"status\": \"invalid\""))
    #expect(try workspace.read("results/b/report.json").contains("\"status\": \"failed\""))
    #expect(try workspace.read("results/c/report.json").contains("\"status\": \"done\""))
    let rows = try workspace.read("results/summary.csv").split(separator: "\n")
    #expect(rows.map { $0.prefix(8) } == ["experime", "a,invali", "b,failed", "c,done,2"])
  }

  @Test func `refuses two experiments whose reports would be the same`() throws {
    for name in ["a.yaml", "a.yml", "sub/a.yaml", "sub/A.yaml", "b.yaml"] {
      try workspace.write(ExperimentText.echo(), to: "experiments/" + name)
    }
    let result = Command.run("run", "experiments", in: workspace)
    #expect(result.status == 1)
    let told =
      "experiments/a.yml: error[LAB3007]: its reports would be those of `experiments/a.yaml`: "
      + "both are called `a`\n  = rename one of the files\n"
    #expect(result.error.contains(told), "\(result.error)")
    // A folder of some systems does not tell A from a.
    #expect(result.error.contains("experiments/sub/a.yaml: error[LAB3007]"))
    #expect(result.error.contains("3 done, 2 invalid"))
    // What shares a name leaves the report of the other alone.
    for name in ["a", "b", "sub/A"] {
      let text = try workspace.read("results/\(name)/report.json")
      #expect(text.contains("\"status\": \"done\""))
    }
    let alone = Command.run("run", "experiments/a.yml", in: workspace)
    #expect(alone.status == 1 && alone.error.contains("LAB3007"), "\(alone.error)")
  }

  @Test func `refuses a file that is called as a point of a matrix`() throws {
    let matrix = ExperimentText.echo(more: "matrix: {seed: [1, 2], reports: each}")
    try workspace.write(matrix, to: "experiments/a.yaml")
    try workspace.write(ExperimentText.echo(), to: "experiments/a/seed=2.yaml")
    try workspace.write(ExperimentText.echo(), to: "experiments/a/other.yaml")
    let result = Command.run("run", "experiments", in: workspace)
    #expect(result.error.contains("a point of `experiments/a.yaml`"), "\(result.error)")
    #expect(result.error.contains("2 done, 1 invalid"))
  }

  @Test func `refuses names that reports cannot have`() throws {
    for name in ["...yaml", ".yaml", ".hidden.yaml", "summary.csv.yaml", "report.json/a.yaml"] {
      try workspace.write(ExperimentText.echo(), to: "experiments/" + name)
      let result = Command.run("run", "experiments/" + name, in: workspace)
      #expect(result.status == 1)
      #expect(result.error.contains("LAB3007"), "\(name): \(result.error)")
      #expect(try workspace.files(in: "results").isEmpty)
    }
  }

  @Test func `leaves old reports as they are when the folder cannot be written`() throws {
    try workspace.write(ExperimentText.echo(), to: "experiments/echo.yaml")
    #expect(Command.run("run", "experiments", in: workspace).status == 0)
    let before = try workspace.files(in: "results")
    try workspace.write(ExperimentText.echo(epochs: 4), to: "experiments/echo.yaml")
    try workspace.write("a file", to: "blocked")
    let result = Command.run("run", "experiments", "--results", "blocked", in: workspace)
    #expect(result.status == 2)
    #expect(result.error.contains("error: `blocked` is a file, but a folder is needed\n"))
    #expect(try workspace.read("blocked") == "a file")
    #expect(try workspace.files(in: "results") == before)
  }

  @Test(arguments: ["results/b", "results/b/report.json/x", "results/b/history.csv/x"])
  func `tells each result that cannot be written, and writes the others`(block: String) throws {
    for name in ["a", "b", "c"] {
      try workspace.write(ExperimentText.echo(), to: "experiments/\(name).yaml")
    }
    try workspace.write("a file", to: block)
    let result = Command.run("run", "experiments", in: workspace)
    #expect(result.status == 2)
    let path = block.hasSuffix("/x") ? String(block.dropLast(2)) : block
    let reason =
      block.hasSuffix("/x")
      ? "cannot be written: Is a directory" : "is a file, but a folder is needed"
    let lines = result.error.split(separator: "\n").filter { !$0.contains(" predicts ") }
    #expect(lines.count == (block == "results/b/report.json/x" ? 6 : 5), "\(result.error)")
    // Beside its experiment, not at the end.
    #expect(lines[1].hasPrefix("done     b") && lines[2] == "error: `\(path)` \(reason)")
    #expect(try #require(lines.last).hasPrefix("3 done, 1 not written in "))
    #expect(try workspace.read(block) == "a file")
    let summary = try workspace.read("results/summary.csv")
    #expect(summary.contains("\na,done,") && summary.contains("\nc,done,"))
    #expect(!summary.contains("\nb,"))
  }

  @Test(arguments: ["{SGD: {learning_rate: 1e30}}", "{Adam: {learning_rate: 1e30}}"])
  func `names the epoch in which the loss is no number`(optimizer: String) throws {
    let text = ExperimentText.echo(
      epochs: 50, optimizer: optimizer,
      more: "expect: {predictions: {decimals: 1, equal: target}}")
    try workspace.write(text, to: "experiments/bad.yaml")
    try workspace.write(ExperimentText.echo(), to: "experiments/good.yaml")
    let result = Command.run("run", "experiments", in: workspace)
    #expect(result.status == 1)
    let report = try JSONValue(reading: workspace.read("results/bad/report.json"))
    #expect(report["status"] == .string("failed"))
    guard case .number(let epoch)? = report["training"]?["stopped"]?["epoch"] else {
      Issue.record("the report names no epoch")
      return
    }
    #expect(epoch > 1 && epoch < 50)
    // All samples are one batch, so an epoch is one update. The weights were finite before it.
    #expect(
      result.error.contains(
        " in epoch \(Int(epoch)); it began in `dense_1`, in update \(Int(epoch))\n"),
      "\(result.error)")
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
    try workspace.write(Safetensors.bytes(tensors), to: "experiments/weights/start.safetensors")
    let text = ExperimentText.echo(
      epochs: 1, optimizer: "{SGD: {learning_rate: 0.5}}",
      more: "initial_weights: weights/start.safetensors")
    try workspace.write(text, to: "experiments/echo.yaml")
    let result = Command.run("run", "experiments", in: workspace)
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
