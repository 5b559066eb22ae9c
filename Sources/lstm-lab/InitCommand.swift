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
    // A shell takes letters, digits and these as they are.
    let isPlain = folder.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || "/._-+~".unicodeScalars.contains($0)
    }
    let quoted = isPlain ? folder : "'" + folder.replacing("'", with: #"'\''"#) + "'"
    let place = folder == "." ? "" : "cd \(quoted) && "
    Console.error("now: \(place)lstm-lab run experiments/")
  }
}
