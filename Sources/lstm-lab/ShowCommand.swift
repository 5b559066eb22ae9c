import ArgumentParser
import Documents
import Experiments
import Graphs
import Plans

/// `lstm-lab show summary|config|data|graph|plan FILE`
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Prints one stage between an experiment's text and its numbers.",
    discussion: "Example: lstm-lab show data experiments/one-to-one.yaml")

  enum Stage: String, ExpressibleByArgument, CaseIterable {
    case summary, config, data, graph, plan
  }

  /// How a stage is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Argument(
    help: """
      summary: the layers, their output shapes and parameters; config: the experiment with every \
      default written out; data: every step from the source to samples; graph: the operations of a \
      training step; plan: its memory and kernels.
      """)
  var stage: Stage

  @Option(help: "How `data` is written: text for people, json for programs.")
  var format = Format.text

  @OptionGroup var one: OneExperiment

  func run() throws {
    guard format == .text || stage == .data else {
      throw Misuse(text: "`--format json` is for `show data`; other stages are text")
    }
    let (checked, hasProblems) = try one.load()
    let plan = checked.trainer.plans.training[0].plan
    switch stage {
    case .summary:
      Console.output(SummaryTable.text(name: checked.name.name, model: checked.model))
    case .config: Console.output(YAMLText.text(of: checked.experiment.encoded))
    case .data:
      let listing = DataListing(checked)
      Console.output(format == .json ? JSONText.text(of: listing.value) : listing.text)
    case .graph: Console.output(plan.graph.listing)
    case .plan: Console.output(plan.listing)
    }
    if hasProblems { throw ExitStatus.finding }
  }
}
