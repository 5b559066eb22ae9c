import ArgumentParser
import Diagnostics
import Experiments

/// `lstm-lab explain CODE`
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explains a code such as LAB1003, with a wrong and a right example.",
    discussion: "Example: lstm-lab explain LAB1003")

  @Argument(help: "The code; without one, all are listed.")
  var code: String?

  func run() throws {
    guard let code else {
      for known in DiagnosticCode.allCases {
        Console.output("\(known.rawValue)  \(known.explanation.title)")
      }
      return
    }
    guard let known = DiagnosticCode(rawValue: code.uppercased()) else {
      throw Misuse(
        text: "there is no code `\(code)`; `lstm-lab explain` lists those that there are")
    }
    Console.output(known.explanation.page(of: known))
  }
}
