import Diagnostics
import YAML

/// Findings made by hand, with texts that every format has to escape.
enum SampleFindings {
  /// A file name with what properties, URIs and XML treat specially.
  static let path = "runs/100%, ü: <a&b>.yaml"

  /// A file of one unknown key: place 2:8 to 2:13, an umlaut before it.
  static let unknownKey = Diagnostic(
    .unknownKey, "LSTM has no argument `units,` at 100%: {a}",
    at: range(path, "model:\n  - ü: unitz\n", (2, 8, 15), (2, 13, 20)),
    "did you mean `units`?\r\nor \"not\" <so> & \u{1}",
    related: (range("runs/base.yaml", "model: 1\n", (1, 1, 0), (1, 6, 5)), "inherited here"))

  /// A place that goes over two lines, with nothing to advise.
  static let twoLines = Diagnostic(
    .malformed, "text behind a value", at: range("b.yaml", "a: [1,\n2] x\n", (1, 4, 3), (2, 3, 9)))

  /// A whole file, with a note.
  static let wholeFile = Diagnostic(
    .sameReport, "its reports would be those of `a`", file: "b.yaml", help: "rename one")

  /// The command line, which is no file.
  static let setting = Diagnostic(
    .override, "there is no variable `lenth`",
    at: range("--set", "lenth=3", (1, 1, 0), (1, 6, 5)), "did you mean `length`?")

  /// The files as one finds them: the path in the project begins with the folder `project`.
  static func findings(_ files: [FileFindings]) -> Findings {
    Findings(files) { "project/" + $0 }
  }

  /// One of each status, and a file that cannot be read.
  static let all = findings([
    FileFindings(
      path: path, name: "100%, ü: <a&b>", diagnostics: [],
      experiments: [
        ExperimentFindings(name: "100%, ü: <a&b>", status: .invalid, diagnostics: [unknownKey])
      ]),
    FileFindings(path: "b.yaml", name: "b", diagnostics: [twoLines, wholeFile]),
    FileFindings(
      path: "m.yaml", name: "m", hasMatrix: true,
      experiments: [
        ExperimentFindings(name: "m/seed=1", status: .passed, diagnostics: []),
        ExperimentFindings(name: "m/seed=2", status: .failed, diagnostics: [setting]),
        ExperimentFindings(name: "m/seed=3", status: .failed, diagnostics: [setting]),
        ExperimentFindings(name: "m/seed=4", status: .stopped, diagnostics: []),
        ExperimentFindings(name: "m/seed=5", status: .checked, diagnostics: []),
      ]),
  ])

  /// Places are line, column and offset in bytes.
  private static func range(
    _ name: String, _ text: String, _ start: (Int, Int, Int), _ end: (Int, Int, Int)
  ) -> SourceRange {
    SourceRange(
      source: Source(name: name, bytes: Array(text.utf8)),
      start: SourcePosition(line: start.0, column: start.1, offset: start.2),
      end: SourcePosition(line: end.0, column: end.1, offset: end.2))
  }
}
