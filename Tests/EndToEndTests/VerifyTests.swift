import TestSupport
import Testing

/// Committed results that still hold, and every way in which they do not, by the built program.
@Suite struct VerifyTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    for name in ["many-to-one", "one-to-one"] {
      try workspace.copyFile("experiments/\(name).yaml")
    }
    #expect(Command.run("run", "experiments", in: workspace).status == 0)
  }

  private func verify(_ arguments: String...) -> Command.Result {
    Command.start(["verify", "experiments"] + arguments, in: workspace).wait()
  }

  private func edit(_ file: String, _ old: String, _ new: String) throws {
    let text = try workspace.read(file)
    #expect(text.contains(old), "\(file) has `\(old)`")
    try workspace.write(text.replacing(old, with: new, maxReplacements: 1), to: file)
  }

  /// The codes of what is told.
  private func codes(_ result: Command.Result) -> [String] {
    result.error.split(separator: "\n").compactMap { line in
      line.split(separator: "error[").dropFirst().first.map { String($0.prefix(7)) }
    }
  }

  @Test func `finds nothing wrong with what was just written`() throws {
    let before = try workspace.files(in: "results")
    let result = verify()
    #expect(result.status == 0 && result.output.isEmpty)
    #expect(result.error.contains("\n2 verified in "), "\(result.error)")
    #expect(try workspace.files(in: "results") == before)
  }

  @Test(arguments: [
    ("many-to-one/history.csv", "\n7,0", "\n7,1", "line 8 on, which is epoch 7"),
    (
      "many-to-one/predictions.csv", ",0.8", ",0.9",
      "`results/many-to-one/predictions.csv` is wrong"
    ),
    ("many-to-one/report.json", "\"updates\": 5", "\"updates\": 6", "\"updates\": 6"),
    ("summary.csv", "many-to-one,passed", "many-to-one,failed", "`results/summary.csv` is wrong"),
  ])
  func `finds a digit that was changed`(file: String, old: String, new: String, told: String) throws
  {
    try edit("results/\(file)", old, new)
    let before = try workspace.files(in: "results")
    let result = verify()
    #expect(result.status == 1)
    #expect(codes(result) == ["LAB4002"] && result.error.contains(told), "\(result.error)")
    #expect(try workspace.files(in: "results") == before)
  }

  @Test func `finds a result whose experiment has changed`() throws {
    try edit("experiments/many-to-one.yaml", "epochs: 500", "epochs: 499")
    let result = verify()
    #expect(result.status == 1 && codes(result) == ["LAB4001"], "\(result.error)")
    #expect(result.error.contains("`training.epochs` was 500 and is 499"))
    // What it is about stands in a report of one experiment alone.
    #expect(result.error.contains("1 verified, 1 differs"))
  }

  @Test func `finds what is missing and what belongs to nothing`() throws {
    try workspace.remove("results/many-to-one/history.csv")
    #expect(codes(verify()) == ["LAB4003"])
    try workspace.remove("results/many-to-one/report.json")
    var result = verify()
    #expect(codes(result) == ["LAB4003"], "\(result.error)")
    #expect(Command.run("run", "experiments", in: workspace).status == 0)
    try workspace.remove("experiments/many-to-one.yaml")
    result = verify()
    #expect(result.status == 1 && codes(result) == ["LAB4004"], "\(result.error)")
    #expect(result.error.contains("no experiment gives `results/many-to-one`"))
  }

  /// Half of a set: files of another run beside the report.
  @Test func `finds a set that is not whole`() throws {
    let report = try workspace.read("results/many-to-one/report.json")
    try edit("experiments/many-to-one.yaml", "epochs: 500", "epochs: 400")
    _ = Command.run("run", "experiments", in: workspace)
    try edit("experiments/many-to-one.yaml", "epochs: 400", "epochs: 500")
    try workspace.write(report, to: "results/many-to-one/report.json")
    let result = verify()
    #expect(result.status == 1)
    #expect(result.error.contains("history.csv` is wrong from line 402 on, which is epoch 401"))
    #expect(result.error.contains("committed nothing more, now `401,"))
  }

  /// Line ends that git has changed, and a report that is none.
  @Test func `tells what has become of files`() throws {
    let history = try workspace.read("results/many-to-one/history.csv")
    try workspace.write(
      history.replacing("\n", with: "\r\n"), to: "results/many-to-one/history.csv")
    let changed = verify()
    #expect(changed.status == 1 && codes(changed) == ["LAB4002"], "\(changed.error)")
    #expect(changed.error.contains("its lines end in CR LF: put `results/** -text`"))
    for bytes in [[], [0xFF, 0xFE, 0], Array("[]".utf8)] as [[UInt8]] {
      try workspace.write(bytes, to: "results/many-to-one/report.json")
      let broken = verify()
      #expect(broken.status == 1 && broken.error.contains("is no report"), "\(broken.error)")
      #expect(!broken.error.contains("summary.csv"))
    }
  }

  @Test func `takes an invalid file for a finding`() throws {
    try edit("experiments/many-to-one.yaml", "Dense", "Dens")
    let result = verify()
    #expect(result.status == 1)
    #expect(codes(result) == ["LAB4001", "LAB1008"], "\(result.error)")
    #expect(result.error.contains("the experiment was passed, and is invalid"))
  }

  @Test func `compares within a tolerance`() throws {
    // A history that is not the report's was edited: no tolerance is about that.
    try edit("results/many-to-one/history.csv", "\n7,0", "\n7,1")
    let edited = verify("--tolerance", "loss=1e-6")
    #expect(edited.status == 1 && codes(edited) == ["LAB4002"], "\(edited.error)")
    try edit("results/many-to-one/history.csv", "\n7,1", "\n7,0")
    // A loss of another numeric contract that is a little off.
    let report = try workspace.read("results/many-to-one/report.json")
    let loss = try #require(report.firstMatch(of: /"loss": ([0-9.e-]+)/)).1
    let other = try #require(Double(loss)) * (1 + 1e-5)
    try edit("results/many-to-one/report.json", "\"loss\": \(loss)", "\"loss\": \(other)")
    try edit("results/many-to-one/report.json", "\"numerics\": 2", "\"numerics\": 1")
    #expect(verify("--tolerance", "loss=1e-4").status == 0)
    let result = verify("--tolerance", "loss=1e-6")
    #expect(result.status == 1 && codes(result) == ["LAB4002"], "\(result.error)")
    #expect(result.error.contains("`final.loss` in `results/many-to-one/report.json` is \(other)"))
    #expect(verify().error.contains("the numeric contract was version 1, and is 2"))
    #expect(verify("--tolerance", "loss").status == 2)
    let slip = verify("--tolerance", "los=1")
    #expect(slip.status == 2 && slip.error.contains("did you mean `loss`?"), "\(slip.error)")
  }

  @Test func `refuses what is no folder of results, and reports of a newer program`() throws {
    try workspace.write("", to: "file")
    #expect(verify("--results", "file").status == 2)
    try edit("results/many-to-one/report.json", "\"format\": 4", "\"format\": 99")
    let result = verify()
    #expect(result.status == 1, "\(result.error)")
    #expect(result.error.contains("has the format 99, which only a newer lstm-lab can read"))
  }

  @Test func `gives findings to programs`() throws {
    try edit("results/many-to-one/history.csv", "\n7,0", "\n7,1")
    let result = verify("--format", "json")
    let value = try JSONValue(reading: result.output)
    let experiment = value["files"]?[0]?["experiments"]?[0]
    #expect(experiment?["status"] == .string("differs"))
    #expect(experiment?["diagnostics"]?[0]?["code"] == .string("LAB4002"))
    #expect(
      verify("--format", "github").output.contains("::error file=experiments/many-to-one.yaml"))
  }
}
