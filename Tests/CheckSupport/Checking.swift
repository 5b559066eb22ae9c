package import Diagnostics
package import Experiments
package import Files
package import Runs
import Synchronization

/// What `check` tells of files, for tests.
package enum Checking {
  /// Files that are named, with `--set`.
  package static func selection(
    _ paths: [String], overrides: [Override] = []
  ) throws(FileProblem) -> RunSelection {
    try RunSelection(at: paths, overrides: overrides, threads: 2, stop: StopRequest())
  }

  /// A file that is named; one that is not there is told as the file of a folder would be.
  package static func file(_ path: String, overrides: [Override] = []) -> ExperimentFile {
    let found: ExperimentFinder.Found
    do throws(FileProblem) {
      found = ExperimentFinder.Found(path: try .named(path), problem: nil)
    } catch {
      found = ExperimentFinder.Found(path: .planned(path), problem: error)
    }
    return .read(found, overrides: overrides)
  }

  /// A text in no file.
  package static func file(_ bytes: [UInt8], at path: String = "x.yaml") -> ExperimentFile {
    .read(bytes, at: .planned(path))
  }

  /// What is wrong with the files, as a person reads it.
  package static func text(of selection: RunSelection) -> String {
    let written = Mutex("")
    let terminal = Terminal(
      isLive: false, columns: { 80 }, style: .plain,
      write: { text in written.withLock { $0 += text } })
    run(selection, CheckPrinter(selection, on: terminal))
    // Without the line that counts.
    return written.withLock { text in
      text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(2)
        .joined(separator: "\n")
    }
  }

  package static func text(of file: ExperimentFile) -> String { text(of: RunSelection([file])) }

  /// What is wrong with a file, each problem once, in its order.
  package static func diagnostics(of file: ExperimentFile) -> [Diagnostic] {
    let selection = RunSelection([file])
    let collector = Collector()
    run(selection, collector)
    var seen: Set<String> = []
    return (file.diagnostics + collector.diagnostics).sortedByPlace()
      .filter { seen.insert($0.identity).inserted }
  }

  private static func run(_ selection: RunSelection, _ sink: any RunSink) {
    _ = ExperimentRun(selection, .check, threads: 2, stop: StopRequest()).execute(telling: [sink])
  }

  private final class Collector: RunSink {
    private let all = Mutex<[Diagnostic]>([])

    var diagnostics: [Diagnostic] { all.withLock { $0 } }

    func receive(_ event: RunEvent) {
      guard case .concluded(_, let conclusion) = event else { return }
      all.withLock { $0 += conclusion.diagnostics }
    }
  }
}
