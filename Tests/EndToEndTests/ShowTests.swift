import TestSupport
import Testing

/// Every stage between an experiment's text and its numbers can be printed.
@Suite struct ShowTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.copy("experiments")
  }

  private static let experiments = [
    "dense-baseline", "many-to-many", "many-to-many-long", "many-to-one", "one-to-one",
    "one-to-one-stateful",
  ]

  @Test(arguments: ["summary", "config", "graph", "plan"])
  func `shows a stage of many-to-many`(stage: String) throws {
    let result = Command.run("show", stage, "experiments/many-to-many.yaml", in: workspace)
    #expect(result.status == 0)
    #expect(result.error.isEmpty)
    let difference = Snapshot.difference(of: result.output, from: "many-to-many.\(stage).txt")
    #expect(difference == nil, "\(difference ?? "")")
  }

  /// The plan names memory and kernels, neither of which depends on the machine.
  @Test func `shows the same plan for every instruction set`() throws {
    let plans = ["portable", ""].map { set in
      Command.run(
        "show", "plan", "experiments/many-to-many.yaml", in: workspace,
        environment: set.isEmpty ? [:] : ["LSTM_LAB_ISA": set]
      ).output
    }
    #expect(!plans[0].isEmpty)
    #expect(plans[0] == plans[1])
  }

  @Test(arguments: experiments)
  func `shows a configuration that is the experiment itself`(name: String) throws {
    try expectRoundTrip("experiments/\(name).yaml")
    // The resolved file trains to the same weights.
    #expect(
      Command.run("run", "experiments/\(name).yaml", "resolved.yaml", in: workspace).status == 0)
    let histories = try [name, "resolved"].map { try workspace.read("results/\($0)/history.csv") }
    #expect(histories[0] == histories[1])
  }

  @Test func `shows texts that YAML could misread in quotes`() throws {
    let texts = [
      #""no""#, #""null""#, #""1e3""#, #""- item""#, #""a: b # c""#, #""tab\tand\nlines""#,
      #""quote \" and \\ backslash""#, #""\x7f\x85\u2028\ufeff\0\e""#, "Größe, 長さ, 🙂", #""""#,
      #"" spaces ""#, #""=1 + 1""#, #""*alias &anchor !tag %percent @at""#, #""true""#, #""~""#,
    ]
    for text in texts {
      try workspace.write(ExperimentText.echo(more: "description: \(text)"), to: "text.yaml")
      try expectRoundTrip("text.yaml")
    }
  }

  private func expectRoundTrip(
    _ file: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let shown = Command.run("show", "config", file, in: workspace)
    #expect(shown.status == 0, "\(shown.error)", sourceLocation: sourceLocation)
    try workspace.write(shown.output, to: "resolved.yaml")
    let again = Command.run("show", "config", "resolved.yaml", in: workspace)
    #expect(again.status == 0, "\(shown.output)\(again.error)", sourceLocation: sourceLocation)
    #expect(again.output == shown.output, sourceLocation: sourceLocation)
    let graphs = [file, "resolved.yaml"].map {
      Command.run("show", "graph", $0, in: workspace).output
    }
    #expect(graphs[0] == graphs[1], sourceLocation: sourceLocation)
    #expect(!graphs[0].isEmpty, sourceLocation: sourceLocation)
  }
}
