import ArgumentParser
import Documents
import Experiments
import Graphs
import Plans

/// `lstm-lab show summary|config|graph|plan FILE`
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Prints one stage between an experiment's text and its numbers.",
    discussion: "Example: lstm-lab show summary experiments/one-to-one.yaml")

  enum Stage: String, ExpressibleByArgument, CaseIterable {
    case summary, config, graph, plan
  }

  @Argument(
    help: """
      summary: the layers, their output shapes and parameters; config: the experiment with every \
      default written out; graph: the operations of a training step; plan: its memory and kernels.
      """)
  var stage: Stage

  @OptionGroup var one: OneExperiment

  func run() throws {
    let (checked, hasProblems) = try one.load()
    let plan = checked.trainer.plans.training[0].plan
    switch stage {
    case .summary:
      Console.output(SummaryTable.text(name: checked.name.name, model: checked.model))
    case .config: Console.output(YAMLText.text(of: checked.experiment.encoded))
    case .graph: Console.output(plan.graph.listing)
    case .plan: Console.output(plan.listing)
    }
    if hasProblems { throw ExitStatus.finding }
  }
}
