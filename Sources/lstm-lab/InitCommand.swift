import ArgumentParser
import Experiments
import Files

/// `lstm-lab init [FOLDER]`
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Makes a project to start from: a commented experiment, its schema, a CI workflow.",
    discussion: """
      Nothing that exists is changed: of a project that is there already, only what is missing is \
      made, and the example only where there are no experiments.

      Example: lstm-lab init my-experiments
      """)

  @Argument(help: ArgumentHelp("The project's folder.", valueName: "folder"))
  var folder = "."

  func run() throws {
    try Folders.make(folder)
    let hasExperiments = Folders.kind(of: CheckedPath.join(folder, "experiments")) != nil
    for (name, text) in ProjectTemplate.files {
      let path = folder == "." ? name : CheckedPath.join(folder, name)
      if hasExperiments, name.hasSuffix(".yaml") { continue }
      try Folders.make(
        CheckedPath.components(of: name).dropLast().map { $0 }, inside: folder)
      let isNew = try NewFile.create(path, text)
      Console.error(isNew ? "made  \(path)" : "kept  \(path): it exists")
    }
    let place = folder == "." ? "" : "cd \(folder) && "
    Console.error("now: \(place)lstm-lab run experiments/")
  }
}
