import ArgumentParser
import Files
import Reports

/// `lstm-lab diff A B`
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Tells what differs between two folders of results, or revisions of git.",
    discussion: """
      For each experiment that differs: the keys of its configuration that changed, beside the \
      numbers that changed, the first epoch that differs, and its verdict. Experiments of the same \
      results are passed over. A and B are folders of results, or revisions, whose folder `results` \
      is meant; without B, that of the work tree.

      Exit status: 0 nothing differs; 1 something does; 2 the command could not work.

      Example: lstm-lab diff main
      Example: lstm-lab diff results other-results --format markdown
      """)

  @Argument(help: ArgumentHelp("A folder of results, or a revision.", valueName: "a"))
  var old: String

  @Argument(
    help: ArgumentHelp(
      "Another; by default the folder of results in the work tree.", valueName: "b"))
  var new: String?

  @Option(help: ArgumentHelp("What to print: text, json, markdown or latex.", valueName: "format"))
  var format = DiffFormat.text

  @Option(
    help: ArgumentHelp(
      "The folder of results in revisions and in the work tree.", valueName: "folder"))
  var results = "results"

  func run() throws {
    var revisions: [GitRevision] = []
    let (first, second) = (try stored(old, &revisions), try stored(new ?? results, &revisions))
    let diff = try ResultsDiff(from: first, to: second)
    for (name, isEmpty) in [(old, diff.isEmpty.old), (new ?? results, diff.isEmpty.new)]
    where isEmpty {
      Console.error("warning: no result stands in `\(name)`")
    }
    let text = diff.text(format)
    if !text.isEmpty { Console.output(text) }
    // The revisions' folders are removed once this is done with.
    withExtendedLifetime(revisions) {}
    if !diff.experiments.isEmpty { throw ExitStatus.finding }
  }

  private func stored(_ name: String, _ revisions: inout [GitRevision]) throws -> StoredResults {
    if Folders.kind(of: name) == .folder {
      if StoredResults(name).isResult {
        throw Misuse(
          text:
            "`\(name)` is the result of one experiment; name the folder of all results, such as "
            + "`results`")
      }
      return StoredResults(name)
    }
    if Folders.kind(of: name) != nil { throw FileProblem.notFolder(path: name) }
    guard let revision = try GitRevision(name, folder: results) else {
      throw Misuse(text: "`\(name)` is no folder, and git knows no revision of that name")
    }
    revisions.append(revision)
    return StoredResults(revision.path)
  }
}

extension DiffFormat: ExpressibleByArgument {}
