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

  @Argument(help: ArgumentHelp("An experiment file.", valueName: "file"))
  var path: String

  @OptionGroup var overrides: OverrideOptions

  func run() throws {
    let overrides = try overrides.parse()
    let paths = try ExperimentFinder.files(at: [path])
    guard paths == [path] else {
      throw ValidationError("`\(path)` is a folder; show takes one experiment file.")
    }
    let file = ExperimentFile.read(paths, overrides: overrides)[0]
    let loaded = file.count > 0 ? file[0] : nil
    let diagnostics = file.diagnostics + (loaded?.diagnostics ?? [])
    var printer = DiagnosticPrinter()
    printer.show(diagnostics)
    guard let loaded, let checked = loaded.experiment else { throw ExitStatus.finding }
    if file.hasMatrix {
      Console.error("the first of \(file.count) points of the matrix: \(loaded.name.name)")
    }
    let plan = checked.trainer.plans.training.plan
    switch stage {
    case .summary:
      Console.output(SummaryTable.text(name: checked.name.name, model: checked.model))
    case .config: Console.output(YAMLText.text(of: checked.experiment.encoded))
    case .graph: Console.output(plan.graph.listing)
    case .plan: Console.output(plan.listing)
    }
    if !diagnostics.isEmpty { throw ExitStatus.finding }
  }
}
