import ArgumentParser
import Diagnostics
import Experiments
import Reports
import Runs

/// `lstm-lab verify PATH…`
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Tells whether committed results still hold, byte for byte.",
    discussion: """
      Trains every experiment in memory and compares what comes out with the files in `results`. \
      Nothing is written. A result is stale (its experiment has changed since), wrong (the same \
      experiment gives other bytes), missing, or without an experiment.

      With --tolerance only the numbers it names are compared, within so much of the larger one: \
      for a change of the numeric contract.

      Example: lstm-lab verify experiments/
      Example: lstm-lab verify experiments/ --tolerance loss=1e-5
      """)

  @Argument(help: "Experiment files, or folders: every .yaml and .yml file below.")
  var paths: [String]

  @OptionGroup var format: FormatOptions

  @Option(help: ArgumentHelp("The folder of all results.", valueName: "folder"))
  var results: String?

  @Option(
    help: ArgumentHelp(
      "Compare this number alone, within a relative distance; may be repeated.",
      valueName: "metric=distance"))
  var tolerance: [Tolerance] = []

  @OptionGroup var threads: ThreadOptions

  @Flag(help: "Print nothing but what is wrong, and the last line.")
  var quiet = false

  /// `loss=1e-6`
  struct Tolerance: ExpressibleByArgument {
    let value: NumberTolerance

    init?(argument: String) {
      guard let equals = argument.lastIndex(of: "="), equals != argument.startIndex,
        let limit = Double(argument[argument.index(after: equals)...]), limit >= 0, limit.isFinite
      else { return nil }
      value = NumberTolerance(name: String(argument[..<equals]), limit: limit)
    }
  }

  /// A tolerance that no number has would compare nothing.
  private func checkTolerances(_ paths: Set<String>) throws {
    for tolerance in tolerance.map({ $0.value }) where !paths.contains(where: tolerance.covers) {
      guard !paths.isEmpty else { return }
      let ends = paths.sorted().flatMap { path in
        [path] + (path.split(separator: ".").last.map { [String($0)] } ?? [])
      }
      let advice =
        Suggestion.nearest(to: tolerance.name, among: ends).map { "did you mean `\($0)`?" }
        ?? "a number is `loss`, `test.accuracy` or `final.loss`"
      throw Misuse(
        text:
          "--tolerance \(tolerance.name): no report has a number of that name, so nothing was compared; "
          + advice)
    }
  }

  func run() throws {
    let start = ContinuousClock.now
    Interruption.install()
    let selection = try RunSelection(
      at: paths, results: results, threads: threads.count, stop: Interruption.stop)
    for link in selection.unfollowedLinks {
      Console.error("warning: the link `\(link)` is not followed; name it to verify its results")
    }
    let folders = try ResultsComparisons(
      of: selection, at: results, tolerances: tolerance.map { $0.value })
    let findings = FindingsCollector(selection)
    let printer = RunPrinter(selection, on: Console.terminal, isQuiet: quiet, verifies: true)
    let sinks: [any RunSink] = [printer] + (format.isAsked ? [findings] : [])
    let totals = ExperimentRun(
      selection, .train(folders), threads: threads.count, stop: Interruption.stop
    ).execute(telling: sinks)
    // A run that was stopped says nothing of the rest.
    let finished = Interruption.status == nil ? folders.finish() : (findings: [], problems: [])
    findings.add(finished.findings)
    format.write { findings.findings }
    let ending = VerifyEnding(
      totals, finished.findings, problems: finished.problems, time: ContinuousClock.now - start)
    Console.errorText(ending.text(style: Console.style))

    if let status = Interruption.status { throw ExitStatus(rawValue: status) }
    if ending.hasUnread { throw ExitStatus.misuse }
    try checkTolerances(folders.numberPaths)
    if ending.findingCount > 0 { throw ExitStatus.finding }
  }
}
