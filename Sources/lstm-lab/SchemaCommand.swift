import ArgumentParser
import Documents
import Experiments

/// `lstm-lab schema`
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Prints the JSON Schema (draft-07) that editors check experiment files with.",
    discussion: """
      Save it beside the files and begin each with
      # yaml-language-server: $schema=schema.json
      """)

  @Flag(help: "Print the reference of the language as a page of Markdown instead.")
  var markdown = false

  func run() {
    Console.output(
      markdown ? LanguageSchema.page : JSONText.text(of: LanguageSchema.document))
  }
}
