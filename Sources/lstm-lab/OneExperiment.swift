import ArgumentParser
import Diagnostics
import Experiments
import Files

/// The one experiment that a command is for: a file's, or one point of its matrix.
struct OneExperiment: ParsableArguments {
  @Argument(help: ArgumentHelp("An experiment file.", valueName: "file"))
  var path: String

  @Option(
    help: ArgumentHelp(
      "Which experiment of a file with a matrix: its number from 1, or values such as seed=3; the "
        + "first by default.",
      valueName: "point"))
  var point: PointChoice?

  @OptionGroup var overrides: OverrideOptions

  /// Reads and checks it. Problems are shown; they end the command where it cannot be run for them.
  func load() throws -> (experiment: CheckedExperiment, hasProblems: Bool) {
    let named = try CheckedPath.named(path)
    guard Folders.kind(of: named.resolved) != .folder else {
      throw Misuse(text: "`\(path)` is a folder; one experiment file is needed")
    }
    let options = ExperimentOptions(path, overrides)
    let file = try options.select(point: point, threads: 1).files[0]
    let place = file.count > 0 ? try point?.place(in: file) : nil
    let loaded = file.count > 0 ? file[place ?? 0] : nil
    let diagnostics = (file.diagnostics + (loaded?.diagnostics ?? [])).sortedByPlace()
    var printer = DiagnosticPrinter(style: Console.style)
    for text in printer.new(diagnostics) { Console.errorText(text) }
    guard let loaded, let checked = loaded.experiment else { throw ExitStatus.finding }
    if file.hasMatrix {
      let number = place.map { "number \($0 + 1)" } ?? "the first"
      Console.error("\(number) of \(file.count) points of the matrix: \(loaded.name.name)")
    }
    return (checked, !diagnostics.isEmpty)
  }
}

extension ExperimentOptions {
  fileprivate init(_ path: String, _ overrides: OverrideOptions) {
    self.init()
    paths = [path]
    self.overrides = overrides
  }
}
