import Schemas
import YAML

/// From a file to an experiment that can be run, or to all that is wrong with it.
package enum ExperimentLoader {
  /// What became of one file.
  package struct Loaded: Sendable {
    /// The file, as the person named it.
    package let path: String
    package let name: ExperimentName
    /// Nil if it cannot be run.
    package let experiment: CheckedExperiment?
    /// In the order of the file.
    package let diagnostics: [Diagnostic]
    /// Whether every problem is an expectation that does not hold.
    package var onlyExpectationsFail: Bool { experiment != nil && !diagnostics.isEmpty }
  }

  /// Reads and checks files; also that no two of them would write the same reports.
  package static func load(_ paths: [String]) -> [Loaded] {
    var results = paths.map { load($0) }
    var firstWithName: [String: Int] = [:]
    for index in results.indices {
      // Folders of some systems do not tell capitals from small letters.
      let key = results[index].name.name.lowercased()
      if let first = firstWithName[key] {
        results[index] = refused(results[index], becauseOf: results[first])
      } else {
        firstWithName[key] = index
      }
    }
    return results
  }

  /// Reads and checks one file.
  package static func load(_ path: String) -> Loaded {
    let name = ExperimentName(path: path)
    func failed(_ diagnostics: [Diagnostic]) -> Loaded {
      Loaded(
        path: path, name: name, experiment: nil, diagnostics: Self.inFileOrder(diagnostics))
    }
    guard name.isUsable else {
      return failed([
        Diagnostic(
          .sameReport, "reports cannot be called `\(name.name)`", file: path,
          help: "rename the file")
      ])
    }
    let bytes: [UInt8]
    do throws(FileProblem) {
      bytes = try TextFile.bytes(at: path, limit: Limits.standard.fileSize)
    } catch {
      return failed([
        Diagnostic(
          .unreadableFile, error.text, file: path, help: "check the path and its permissions")
      ])
    }
    let parsed = Parser.parse(Source(name: path, bytes: bytes))
    var diagnostics = parsed.problems.map { $0.diagnostic }
    guard let root = parsed.root else { return failed(diagnostics) }
    var decoder = Decoder()
    let experiment = Experiment.decode(root, .none, &decoder)
    diagnostics += decoder.problems.map { $0.diagnostic }
    guard let experiment, diagnostics.isEmpty else { return failed(diagnostics) }

    let (checked, problems) = ExperimentChecker.check(
      experiment, name: name, root: root, folder: folder(of: path))
    diagnostics = problems.map { $0.diagnostic(in: root) }
    guard let checked else { return failed(diagnostics) }
    return Loaded(
      path: path, name: name, experiment: checked, diagnostics: inFileOrder(diagnostics))
  }

  /// In the order of the file; those at one place stay as they are.
  private static func inFileOrder(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    diagnostics.enumerated()
      .sorted { ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset) }
      .map { $0.element }
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  }

  private static func refused(_ loaded: Loaded, becauseOf first: Loaded) -> Loaded {
    Loaded(
      path: loaded.path, name: loaded.name, experiment: nil,
      diagnostics: loaded.diagnostics + [
        Diagnostic(
          .sameReport,
          "its reports would be those of `\(first.path)`: both are called `\(loaded.name.name)`",
          file: loaded.path, help: "rename one of the files")
      ])
  }
}

extension Diagnostic {
  /// Where it stands in its file, in bytes.
  fileprivate var offset: Int { label?.range.start.offset ?? -1 }
}
