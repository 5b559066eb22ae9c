import Datasets
import Documents
import Experiments
import FoundationEssentials
import Layers
import Schemas
import TestSupport
import Testing
import Training
import YAML

/// Files that are made from the declarations of the language, and examples that repeat a file.
@Suite struct GeneratedFileTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  private func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: Self.root + "/" + path)), as: UTF8.self)
  }

  @Test func schemaIsUpToDate() throws {
    let difference = Snapshot.firstDifference(
      try text("experiments/schema.json"), JSONText.text(of: LanguageSchema.document))
    #expect(difference == "equal", "run: lstm-lab schema > experiments/schema.json")
  }

  @Test func referenceIsUpToDate() throws {
    let difference = Snapshot.firstDifference(
      try text("experiments/README.md"), LanguageSchema.page)
    #expect(difference == "equal", "run: lstm-lab schema --markdown > experiments/README.md")
  }

  @Test func readmeShowsTheCommittedExperiment() throws {
    let readme = try text("README.md")
    #expect(readme.contains("```yaml\n" + (try text("experiments/one-to-one.yaml")) + "```\n"))
  }

  /// What the reference shows of each entry is something that the entry takes.
  @Test func referenceExamplesAreRead() throws {
    try checkExamples(of: AllLayers.self)
    try checkExamples(of: AllInitializers.self)
    try checkExamples(of: AllOptimizers.self)
    try checkExamples(of: AllLosses.self)
    try checkExamples(of: AllSources.self)
    try checkExamples(of: AllTransformations.self)
    try checkExamples(of: AllPreparations.self)
    try checkExamples(of: AllBaselines.self)
    try checkExamples(of: AllScores.self)
  }

  private func checkExamples<Kinds: Catalogue>(of kinds: Kinds.Type) throws {
    let page = LanguageSchema.page
    for entry in kinds.entries {
      let example = ReferencePage.example(of: entry.description())
      // Layers have keys of their own beside those that all have.
      #expect(page.contains("```yaml\n\(example)\n```"), "\(example)")
      let parsed = Parser.parse(Source(name: "example", bytes: Array(example.utf8)))
      var decoder = Decoder()
      let value = Choice<Kinds>.decode(try #require(parsed.root), .none, &decoder)
      #expect(value?.name == entry.name && decoder.problems.isEmpty, "\(example)")
    }
  }
}
