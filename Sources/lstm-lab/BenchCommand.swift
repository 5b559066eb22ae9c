import ArgumentParser
import Diagnostics
import Experiments
import Runs

/// `lstm-lab bench FILE`
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Times the training step of an experiment.",
    discussion: """
      Trains on the first whole batch of the experiment's own data, and writes no report. Beside the \
      step stand its kernel calls, in the order of `show plan`, and the most fused multiply-adds \
      that the same threads can do, measured between them.

      Example: lstm-lab bench experiments/many-to-many.yaml --threads 1
      """)

  @OptionGroup var experiment: OneExperiment

  @OptionGroup var threads: ThreadOptions

  @Option(help: "How often all is measured; by default as often as fits a second or two.")
  var rounds: Int?

  @Flag(help: "Print a JSON document with all figures instead.")
  var json = false

  func validate() throws {
    if let rounds, rounds < 1 {
      throw ValidationError("--rounds \(rounds): at least one round is needed.")
    }
  }

  func run() throws {
    let (checked, hasProblems) = try experiment.load()
    if hasProblems { throw ExitStatus.finding }
    guard
      let benchmark = Benchmark.measure(checked, threads: threads.count, rounds: rounds)
    else {
      var printer = DiagnosticPrinter(style: Console.style)
      for text in printer.new([checked.memoryDiagnostic]) { Console.errorText(text) }
      throw ExitStatus.finding
    }
    Console.output(
      json ? BenchmarkJSON.text(of: benchmark) : BenchmarkText.text(of: benchmark))
  }
}
