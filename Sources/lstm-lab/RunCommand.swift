import ArgumentParser
import Runs

/// `lstm-lab run PATH…`
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Checks and trains experiments, and writes their reports.",
    discussion: """
      An invalid file or a failed expectation fails that experiment; the others still run. Reports \
      go to the folder `results` beside `experiments`. With --set or --point a run only tries \
      something: it writes reports where --results says, and else none.

      Example: lstm-lab run experiments/ --threads 2
      """)

  @OptionGroup var experiments: ExperimentOptions

  @Option(
    help: ArgumentHelp(
      "Run only this point of a matrix: its number from 1, or values such as seed=3.",
      valueName: "point"))
  var point: PointChoice?

  @OptionGroup var format: FormatOptions

  @Option(help: ArgumentHelp("The folder for all reports.", valueName: "folder"))
  var results: String?

  @OptionGroup var threads: ThreadOptions

  @Flag(help: "Print the loss of each epoch.")
  var verbose = false

  @Flag(help: "Print nothing but what is wrong, and the last line.")
  var quiet = false

  @Flag(help: "Remove reports whose experiment does not exist any more.")
  var prune = false

  @Flag(help: "Wait until the disk has each report, so that a power cut cannot lose it.")
  var durable = false

  func run() throws {
    let start = ContinuousClock.now
    Interruption.install()
    let selection = try experiments.select(point: point, results: results, threads: threads.count)
    if let results, !experiments.overrides.settings.isEmpty,
      let own = ResultsFolders.ownFolder(at: results, of: selection)
    {
      throw Misuse(
        text: "`\(own)` holds what the files say: name another folder for a run with --set")
    }
    let isTrial = results == nil && (point != nil || !experiments.overrides.settings.isEmpty)
    let folders =
      isTrial
      ? nil
      : try ResultsFolders(
        for: selection, at: results, isDurable: durable, patience: Interruption.patience)
    for (path, reason) in folders?.unlocked ?? [] {
      Console.error(
        "warning: `\(path)` cannot be locked (\(reason.text)): only one run may write to it")
    }

    let findings = FindingsCollector(selection) { name in folders?.reportPath(name) }
    let printer = RunPrinter(selection, on: Console.terminal, isVerbose: verbose, isQuiet: quiet)
    let sinks: [any RunSink] = [printer] + (format.isAsked ? [findings] : [])
    let totals = ExperimentRun(
      selection, .train(folders ?? NoResults()), threads: threads.count, stop: Interruption.stop
    ).execute(telling: sinks)
    // First what stands in files: writing to stdout may fail, and ends the command then.
    let finished = folders?.finish(prunes: prune)
    format.write { findings.findings }
    let ending = RunEnding(
      totals, finished, paths: folders?.paths, time: ContinuousClock.now - start)
    Console.errorText(ending.text(style: Console.style))

    if let status = Interruption.status { throw ExitStatus(rawValue: status) }
    if ending.hasUnwritten { throw ExitStatus.misuse }
    if totals[.failed] + totals[.invalid] > 0 { throw ExitStatus.finding }
  }
}
