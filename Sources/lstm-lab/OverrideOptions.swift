import ArgumentParser
import Diagnostics
import Experiments

/// `--set key=value`, as often as wanted.
struct OverrideOptions: ParsableArguments {
  @Option(
    name: .customLong("set"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Change a variable (length=10) or a key (training.epochs=50); the value is YAML.",
      valueName: "key=value"))
  var settings: [String] = []

  /// The overrides; what is wrong with them is shown, and ends the command.
  func parse() throws -> [Override] {
    var printer = DiagnosticPrinter(style: Console.style)
    var overrides: [Override] = []
    var isWell = true
    for text in settings {
      let (override, diagnostics) = Override.parse(text)
      for text in printer.new(diagnostics) { Console.errorText(text) }
      if let override { overrides.append(override) }
      isWell = isWell && diagnostics.isEmpty
    }
    guard isWell else { throw ExitStatus.misuse }
    return overrides
  }
}
