import ArgumentParser
import Documents
import Experiments

/// The one experiment that a command is for: a file's, or one point of its matrix.
struct OneExperiment: ParsableArguments {
  @Argument(help: ArgumentHelp("An experiment file.", valueName: "file"))
  var path: String

  @Option(
    help: ArgumentHelp(
      "Which experiment of a file with a matrix, from 1; the first by default.",
      valueName: "number"))
  var point: Int?

  @OptionGroup var overrides: OverrideOptions

  /// Reads and checks it. Problems are shown; they end the command where it cannot be run for them.
  func load() throws -> (experiment: CheckedExperiment, hasProblems: Bool) {
    let overrides = try overrides.parse()
    let paths = try ExperimentFinder.files(at: [path])
    guard paths == [path] else {
      throw ValidationError("`\(path)` is a folder; one experiment file is needed.")
    }
    let file = ExperimentFile.read(paths, overrides: overrides)[0]
    // Of a file that cannot be read, the problems are told first.
    if let point, file.count > 0, !(1...file.count).contains(point) {
      let has = file.hasMatrix ? "a matrix of \(Plural.text(file.count, "point"))" : "no matrix"
      throw ValidationError("--point \(point): `\(path)` has \(has).")
    }
    let loaded = file.count > 0 ? file[(point ?? 1) - 1] : nil
    let diagnostics = file.diagnostics + (loaded?.diagnostics ?? [])
    var printer = DiagnosticPrinter()
    printer.show(diagnostics)
    guard let loaded, let checked = loaded.experiment else { throw ExitStatus.finding }
    if file.hasMatrix {
      let number = point.map { "number \($0)" } ?? "the first"
      Console.error("\(number) of \(file.count) points of the matrix: \(loaded.name.name)")
    }
    return (checked, !diagnostics.isEmpty)
  }
}
