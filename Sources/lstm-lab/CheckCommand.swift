import ArgumentParser
import Experiments

/// `lstm-lab check PATH…`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Tells everything that can be known without training.",
    discussion: "Syntax, keys, types, shapes up to the target, parameter counts, memory.")

  @Argument(help: "Experiment files, or folders: every .yaml and .yml file below.")
  var paths: [String]

  func run() throws {
    let loaded = ExperimentLoader.load(try ExperimentFinder.files(at: paths))
    let renderer = DiagnosticRenderer(style: Console.style)
    for file in loaded {
      for diagnostic in file.diagnostics { Console.error(renderer.text(diagnostic) + "\n") }
    }
    let wrong = loaded.filter { !$0.diagnostics.isEmpty }
    let experiments = Plural.text(loaded.count, "experiment")
    guard wrong.isEmpty else {
      let problems = Plural.text(wrong.reduce(0) { $0 + $1.diagnostics.count }, "problem")
      Console.error("\(problems) in \(wrong.count) of \(experiments)")
      throw ExitStatus.finding
    }
    Console.error("\(experiments) checked, no problem found")
  }
}
