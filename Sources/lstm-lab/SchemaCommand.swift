import ArgumentParser
import Documents
import Experiments
import Reports

/// `lstm-lab schema`
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Prints the JSON Schema (draft-07) of experiment files, or of reports.",
    discussion: """
      Editors check experiment files with it: save it beside them and begin each with
      # yaml-language-server: $schema=schema.json

      Example: lstm-lab schema > experiments/schema.json
      """)

  @Flag(help: "Describe report.json instead of experiment files.")
  var report = false

  @Flag(help: "Print a reference page of Markdown instead.")
  var markdown = false

  func run() {
    let text =
      switch (report, markdown) {
      case (false, false): JSONText.text(of: LanguageSchema.document)
      case (false, true): LanguageSchema.page
      case (true, false): JSONText.text(of: ReportSchema.document)
      case (true, true): ReportSchema.page
      }
    Console.output(text)
  }
}
