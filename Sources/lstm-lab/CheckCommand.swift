import ArgumentParser
import Runs

/// `lstm-lab check PATH…`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Tells everything that can be known without training.",
    discussion: """
      Syntax, keys, types, shapes up to the target, parameter counts, memory. Nothing is written.

      Example: lstm-lab check experiments/
      """)

  @OptionGroup var experiments: ExperimentOptions

  @OptionGroup var format: FormatOptions

  @OptionGroup var threads: ThreadOptions

  func run() throws {
    Interruption.install()
    let selection = try experiments.select(threads: threads.count)
    let findings = FindingsCollector(selection)
    let printer = CheckPrinter(selection, on: Console.terminal)
    let sinks: [any RunSink] = [printer] + (format.isAsked ? [findings] : [])
    let totals = ExperimentRun(
      selection, .check, threads: threads.count, stop: Interruption.stop
    ).execute(telling: sinks)
    format.write { findings.findings }
    if let status = Interruption.status { throw ExitStatus(rawValue: status) }
    if totals[.failed] + totals[.invalid] > 0 { throw ExitStatus.finding }
  }
}
