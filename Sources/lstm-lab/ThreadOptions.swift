import ArgumentParser

/// `--threads`
struct ThreadOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Threads in all; every processor by default. What comes out does not depend on it.",
      valueName: "number"))
  var threads: Int?

  /// How many to use.
  var count: Int { threads ?? Environment.processorCount }

  func validate() throws {
    if let threads, threads < 1 {
      throw ValidationError("--threads \(threads): at least one thread is needed.")
    }
  }
}
