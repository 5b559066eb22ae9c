import ArgumentParser
import Runs

/// The experiments that a command is for, and what is changed in them.
struct ExperimentOptions: ParsableArguments {
  @Argument(help: "Experiment files, or folders: every .yaml and .yml file below.")
  var paths: [String]

  @OptionGroup var overrides: OverrideOptions

  /// Finds and reads the files.
  ///
  /// - Parameters:
  ///   - point: the only point of a matrix that is meant
  ///   - results: the folder for all reports, if there is one
  func select(
    point: PointChoice? = nil, results: String? = nil, threads: Int
  ) throws -> RunSelection {
    var selection = try RunSelection(
      at: paths, overrides: try overrides.parse(), results: results, threads: threads,
      stop: Interruption.stop)
    if let point {
      let places = try selection.files.filter { $0.count > 0 }.map { try point.place(in: $0) }
      if let first = places.first, places.contains(where: { $0 != first }) {
        throw Misuse(text: "--point means another point in each of the files: name one file")
      }
      selection = RunSelection(
        selection.files, unfollowedLinks: selection.unfollowedLinks, point: places.first ?? 0)
    }
    for link in selection.unfollowedLinks {
      Console.error("warning: the link `\(link)` is not followed; name it to run what it leads to")
    }
    return selection
  }
}
