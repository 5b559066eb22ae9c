import Documents
import Synchronization

/// What a person sees of a check: the problems, then how many there are.
package final class CheckPrinter: RunSink {
  private let selection: RunSelection
  private let terminal: Terminal
  private let problems: Mutex<ProblemPrinter>

  package init(_ selection: RunSelection, on terminal: Terminal) {
    self.selection = selection
    self.terminal = terminal
    problems = Mutex(ProblemPrinter(selection, style: terminal.style))
  }

  package func receive(_ event: RunEvent) {
    switch event {
    case .epoch, .finished: break
    case .concluded(let item, let conclusion):
      let text = problems.withLock { $0.text(of: conclusion, item) }
      if !text.isEmpty { terminal.write(text) }
    case .ended(let totals): terminal.write(total(totals) + "\n")
    }
  }

  private func total(_ totals: RunTotals) -> String {
    let stopped = totals[.stopped]
    let checked = Plural.text(selection.count - stopped, "experiment") + " checked"
    let rest = stopped > 0 ? ", \(stopped) not" : ""
    let (count, files) = problems.withLock { ($0.count, $0.fileCount) }
    guard count > 0 else { return checked + rest + ", no problem found" }
    let wrong = "\(files) of \(Plural.text(selection.files.count, "file"))"
    return "\(Plural.text(count, "problem")) in \(wrong); \(checked)\(rest)"
  }
}
