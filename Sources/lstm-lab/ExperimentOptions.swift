import ArgumentParser
import Experiments

/// The experiments that a command is for, and what is changed in them.
struct ExperimentOptions: ParsableArguments {
  @Argument(help: "Experiment files, or folders: every .yaml and .yml file below.")
  var paths: [String]

  @OptionGroup var overrides: OverrideOptions

  /// Finds and reads the files.
  func read() throws -> [ExperimentFile] {
    let overrides = try overrides.parse()
    return ExperimentFile.read(try ExperimentFinder.files(at: paths), overrides: overrides)
  }
}
