import ArgumentParser
import Diagnostics
import Documents
import Experiments

/// `lstm-lab check PATH…`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Tells everything that can be known without training.",
    discussion: "Syntax, keys, types, shapes up to the target, parameter counts, memory.")

  @OptionGroup var experiments: ExperimentOptions

  @OptionGroup var format: FormatOptions

  func run() throws {
    let files = try experiments.read()
    var printer = DiagnosticPrinter()
    var (problemCount, wrongCount) = (0, 0)
    for diagnostics in ExperimentFile.check(files) {
      problemCount += printer.show(diagnostics)
      if !diagnostics.isEmpty { wrongCount += 1 }
    }
    format.write { Findings(files.map { FileFindings(checking: $0) }) }
    let count = Plural.text(files.reduce(0) { $0 + max($1.count, 1) }, "experiment")
    guard problemCount == 0 else {
      let wrong = "\(wrongCount) of \(Plural.text(files.count, "file"))"
      Console.error("\(Plural.text(problemCount, "problem")) in \(wrong); \(count) checked")
      throw ExitStatus.finding
    }
    Console.error("\(count) checked, no problem found")
  }
}
