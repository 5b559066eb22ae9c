import ArgumentParser
import Experiments
import Graphs
import Plans

/// `lstm-lab show summary|config|graph|plan FILE`
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Prints one stage between an experiment's text and its numbers.")

  enum Stage: String, ExpressibleByArgument, CaseIterable {
    case summary, config, graph, plan
  }

  @Argument(
    help: """
      summary: the layers, their output shapes and parameters; config: the experiment with every \
      default written out; graph: the operations of a training step; plan: its memory and kernels.
      """)
  var stage: Stage

  @Argument(help: "An experiment file.")
  var file: String

  func run() throws {
    let files = try ExperimentFinder.files(at: [file])
    guard files == [file] else {
      throw ValidationError("`\(file)` is a folder; show takes one experiment file.")
    }
    let loaded = ExperimentLoader.load(file)
    let renderer = DiagnosticRenderer(style: Console.style)
    for diagnostic in loaded.diagnostics { Console.error(renderer.text(diagnostic) + "\n") }
    guard let checked = loaded.experiment else { throw ExitStatus.finding }
    let plan = checked.trainer.plans.training.plan
    switch stage {
    case .summary:
      Console.output(SummaryTable.text(name: checked.name.name, model: checked.model))
    case .config: Console.output(YAMLText.text(of: checked.experiment.encoded))
    case .graph: Console.output(plan.graph.listing)
    case .plan: Console.output(plan.listing)
    }
    if !loaded.diagnostics.isEmpty { throw ExitStatus.finding }
  }
}
