import ArgumentParser
import Experiments
import Reports
import Runs

/// `lstm-lab run PATH…`
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Checks and trains experiments, and writes their reports.",
    discussion: """
      An invalid file or a failed expectation fails that experiment; the others still run.
      """)

  @OptionGroup var experiments: ExperimentOptions

  @OptionGroup var format: FormatOptions

  @Option(help: "The folder for the reports.")
  var results = "results"

  @Option(help: "Threads in all; every processor by default. The results do not depend on it.")
  var threads: Int?

  @Flag(help: "Print the loss of each epoch.")
  var verbose = false

  func validate() throws {
    if let threads, threads < 1 {
      throw ValidationError("--threads \(threads): at least one thread is needed.")
    }
  }

  func run() throws {
    let start = ContinuousClock.now
    let files = try experiments.read()
    let folder = try ResultsFolder(path: results)
    let units = files.indices.flatMap { file in (0..<files[file].count).map { (file, $0) } }
    let progress = RunProgress(files: files, count: units.count, isVerbose: verbose)
    Interruption.install()

    let invalid = progress.showInvalid()
    let log = RunLog(folder: folder)
    let verdicts = Verdicts()
    BatchRunner(threads: threads ?? Environment.processorCount).run(
      count: units.count,
      experiment: {
        Interruption.isRequested ? nil : files[units[$0].0][units[$0].1].experiment
      },
      observer: BatchRunner.Observer { index, epoch, loss in
        progress.noteEpoch(epoch, loss: loss, of: files[units[index].0].name.name)
        return !Interruption.isRequested
      },
      receive: { index, outcome, time in
        if outcome.isComplete { log.add(outcome) }
        verdicts.note(outcome, at: index)
        progress.show(outcome, time: time)
      })
    format.write { verdicts.findings(of: files) }
    try log.finish(invalid: invalid)
    progress.showTotal(
      passed: log.passedCount, failed: log.failedCount, invalid: invalid.count,
      time: ContinuousClock.now - start, folder: results)
    if Interruption.isRequested { throw ExitStatus.interrupted }
    if log.failedCount > 0 || !invalid.isEmpty { throw ExitStatus.finding }
  }
}
