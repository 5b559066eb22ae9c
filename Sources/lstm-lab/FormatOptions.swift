import ArgumentParser
import Diagnostics
import Experiments
import Schemas

/// `--format`: what a command writes to stdout for programs to read. What people read goes to
/// stderr in any case.
struct FormatOptions: ParsableArguments {
  /// A document, or none.
  enum Choice: ExpressibleByArgument {
    case text
    case document(FindingsFormat)

    init?(argument: String) {
      if argument == "text" {
        self = .text
      } else if let format = FindingsFormat(rawValue: argument) {
        self = .document(format)
      } else {
        return nil
      }
    }

    static var allValueStrings: [String] {
      ["text"] + FindingsFormat.allCases.map { $0.rawValue }
    }
  }

  @Option(
    help: ArgumentHelp(
      "What stdout gets: text nothing, the others a document of all findings.",
      discussion: "Without it, GitHub annotations where GITHUB_ACTIONS is set, else text.",
      valueName: "format"))
  var format: Choice?

  /// Whether a document is asked for.
  var isAsked: Bool { document != nil }

  /// Writes the document that is asked for, if any.
  func write(_ findings: () -> Findings) {
    guard let document else { return }
    let text = document.document(of: findings(), version: LSTMLab.version)
    if !text.isEmpty { Console.output(text) }
  }

  private var document: FindingsFormat? {
    switch format {
    case .text: nil
    case .document(let format): format
    case nil: Environment.value("GITHUB_ACTIONS") == nil ? nil : .github
    }
  }
}
