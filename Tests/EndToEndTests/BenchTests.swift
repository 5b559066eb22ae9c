import Testing

/// `bench` times a step; what it finds out depends on the machine, what it is about does not.
@Suite struct BenchTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.copy("experiments")
  }

  private static let file = "experiments/many-to-many.yaml"

  @Test func `tells the kernel calls of the plan in their order`() throws {
    let result = Command.run("bench", Self.file, "--rounds", "1", "--json", in: workspace)
    #expect(result.status == 0, "\(result.error)")
    #expect(result.error.isEmpty)
    let document = try JSONValue(reading: result.output)
    guard case .list(let operations) = document["operations"] else {
      Issue.record("no list of operations in \(result.output)")
      return
    }
    let calls = operations.map { "\(text($0["node"])) \(text($0["kernel"]))" }
    let plan = Command.run("show", "plan", Self.file, in: workspace).output
    #expect(try !calls.isEmpty && calls == planned(plan))
    #expect(document["parameters"] == .number(146))
    #expect(document["rounds"] == .number(1))
    let total = try #require(plan.split(separator: "\n").last?.split(separator: " ").first)
    #expect(document["step"]?["operations"] == .number(try #require(Double(total))))
  }

  /// The node and the kernel of each call that `show plan` lists.
  private func planned(_ listing: String) throws -> [String] {
    let lines = listing.split(separator: "\n", omittingEmptySubsequences: false)
    let first = try #require(lines.firstIndex { $0.contains(" kernel ") })
    let header = lines[first].split(separator: " ")
    let node = try #require(header.firstIndex(of: "node"))
    return lines[first...].dropFirst().prefix { !$0.isEmpty }.map { line in
      line.split(separator: " ").dropFirst(node).prefix(2).joined(separator: " ")
    }
  }

  @Test func `writes a page for people and no report`() throws {
    let before = try workspace.files(in: ".").keys.sorted()
    let result = Command.run(
      "bench", Self.file, "--rounds", "2", "--threads", "1", in: workspace,
      environment: ["LSTM_LAB_ISA": "portable"])
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("many-to-many\n\nshapes     batch 1, 146 parameters\n"))
    #expect(result.output.contains("\nmachine    portable, 1 thread\n"))
    #expect(result.output.contains(" in 2 rounds of "))
    #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(try workspace.files(in: ".").keys.sorted() == before)
  }

  @Test func `takes what is set, and a point of a matrix`() throws {
    try workspace.write(
      ExperimentText.echo(more: "matrix: {seed: [1, 2], training.optimizer: [SGD, Adam]}"),
      to: "matrix.yaml")
    let first = Command.run("bench", "matrix.yaml", "--rounds", "1", in: workspace)
    #expect(first.status == 0)
    #expect(first.error == "the first of 4 points of the matrix: \(Self.points[0])\n")
    #expect(first.output.contains("  descent ") && !first.output.contains("  adam "))
    let second = Command.run(
      "bench", "matrix.yaml", "--rounds", "1", "--point", "2", in: workspace)
    #expect(second.error == "number 2 of 4 points of the matrix: \(Self.points[1])\n")
    #expect(second.output.contains("  adam "))
    let set = Command.run(
      "bench", Self.file, "--rounds", "1", "--set", "length=6", in: workspace)
    #expect(set.output.contains("batch 1, 199 parameters"), "\(set.output)\(set.error)")
  }

  private static let points = [
    "matrix/seed=1,training.optimizer=SGD", "matrix/seed=1,training.optimizer=Adam",
  ]

  @Test(arguments: [
    (["nowhere.yaml"], 2, "nowhere.yaml"),
    (["invalid.yaml"], 1, "LAB1003"),
    (["count.yaml"], 1, "LAB2009"),
    (["experiments"], 2, "`experiments` is a folder"),
    ([], 2, "Missing expected argument"),
    ([file, "--threads", "0"], 2, "at least one thread"),
    ([file, "--rounds", "0"], 2, "at least one round"),
    ([file, "--point", "2"], 2, "has no matrix"),
    (["matrix.yaml", "--point", "3"], 2, "a matrix of 2 points"),
    ([file, "--set", "lenght=5"], 1, "LAB1012"),
  ])
  func `says what is wrong`(arguments: [String], status: Int32, says: String) throws {
    try workspace.write(ExperimentText.invalid, to: "invalid.yaml")
    try workspace.write(ExperimentText.echo(more: "matrix: {seed: [1, 2]}"), to: "matrix.yaml")
    try workspace.write(
      ExperimentText.echo(more: "expect: {parameters: {total: 3}}"), to: "count.yaml")
    let result = Command.start(["bench"] + arguments, in: workspace).wait()
    #expect(result.status == status, "\(result.error)")
    #expect(result.error.contains(says), "\(result.error)")
    #expect(result.output.isEmpty)
  }

  /// A number or a text of a document.
  private func text(_ value: JSONValue?) -> String {
    switch value {
    case .number(let number): "\(Int(number))"
    case .string(let text): text
    default: "?"
    }
  }
}
