import ArgumentParser
import Documents
import Runs

/// The experiments that a command is for, and what is changed in them.
struct ExperimentOptions: ParsableArguments {
  @Argument(help: "Experiment files, or folders: every .yaml and .yml file below.")
  var paths: [String]

  @OptionGroup var overrides: OverrideOptions

  /// Finds and reads the files.
  ///
  /// - Parameters:
  ///   - point: the only point of a matrix that is meant, from one
  ///   - results: the folder for all reports, if there is one
  func select(
    point: Int? = nil, results: String? = nil, threads: Int
  ) throws -> RunSelection {
    let selection = try RunSelection(
      at: paths, overrides: try overrides.parse(), point: point.map { $0 - 1 }, results: results,
      threads: threads, stop: Interruption.stop)
    if let point {
      for file in selection.files where file.count > 0 && !(1...file.count).contains(point) {
        let has = file.hasMatrix ? "a matrix of \(Plural.text(file.count, "point"))" : "no matrix"
        throw Misuse(text: "--point \(point): `\(file.path.shown)` has \(has)")
      }
    }
    for link in selection.unfollowedLinks {
      Console.error("warning: the link `\(link)` is not followed; name it to run what it leads to")
    }
    return selection
  }
}
