import ArgumentParser
import Experiments

/// `lstm-lab run PATH…`
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Checks and trains experiments, and writes their reports.",
    discussion: """
      An invalid file or a failed expectation fails that experiment; the others still run.
      """)

  @Argument(help: "Experiment files, or folders: every .yaml and .yml file below.")
  var paths: [String]

  @Option(help: "The folder for the reports.")
  var results = "results"

  @Option(help: "Experiments trained at the same time; all processors by default.")
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
    let loaded = ExperimentLoader.load(try ExperimentFinder.files(at: paths))
    let folder = try ResultsFolder(path: results)
    let progress = RunProgress(loaded: loaded, isVerbose: verbose)
    Interruption.install()

    let runnable = loaded.indices.filter { loaded[$0].experiment != nil }
    let runner = BatchRunner(threads: threads ?? Environment.processorCount)
    let log = RunLog(folder: folder)
    progress.showInvalid()
    runner.run(
      runnable.compactMap { loaded[$0].experiment },
      observer: BatchRunner.Observer { index, epoch, loss in
        progress.noteEpoch(epoch, loss: loss, of: runnable[index])
        return !Interruption.isRequested
      },
      receive: { index, outcome, time in
        let file = loaded[runnable[index]]
        let isComplete = outcome.isComplete
        if isComplete { log.add(outcome) }
        progress.show(outcome, of: file, isComplete: isComplete, time: time)
      })
    try log.finish()
    progress.showTotal(
      passed: log.passedCount, failed: log.failedCount, time: ContinuousClock.now - start,
      folder: results)
    if Interruption.isRequested { throw ExitStatus.interrupted }
    if log.passedCount < loaded.count { throw ExitStatus.finding }
  }
}
