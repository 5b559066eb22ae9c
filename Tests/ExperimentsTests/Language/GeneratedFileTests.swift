import Experiments
import FoundationEssentials
import Schemas
import TestSupport
import Testing

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

  /// The example that the reference shows for an entry is one that the entry takes.
  @Test func referenceExamplesAreRead() throws {
    let page = LanguageSchema.page
    let examples = page.split(separator: "```").enumerated().filter { $0.offset % 2 == 1 }
      .map { $0.element.dropFirst("yaml\n".count) }
    #expect(examples.count > 15)
    for example in examples { #expect(!example.isEmpty) }
  }
}
