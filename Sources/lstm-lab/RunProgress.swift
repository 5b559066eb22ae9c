import Experiments
import Reports
import Synchronization

/// What a person sees while experiments run: a line an experiment, and on a terminal a last line
/// that moves.
final class RunProgress: Sendable {
  private struct State {
    var statusShown = false
    var doneCount = 0
    var lastDrawn: ContinuousClock.Instant?
  }

  private let files: [ExperimentFile]
  private let count: Int
  private let isVerbose: Bool
  private let nameWidth: Int
  private let state = Mutex(State())
  private let style = Console.style
  private let isLive = Console.isTerminal

  /// Columns that a line takes beside the name.
  private static let factsWidth = 48

  /// Between two drawings of the moving line: often enough for the eye, seldom enough to cost
  /// nothing.
  private static let interval = Duration.milliseconds(80)

  /// - Parameter count: the experiments of all files
  init(files: [ExperimentFile], count: Int, isVerbose: Bool) {
    self.files = files
    self.count = count
    self.isVerbose = isVerbose
    let names = files.flatMap { file in
      // The first and the last point of a matrix tell enough of the names' lengths.
      file.hasMatrix && file.count > 0
        ? [file[0].name.name, file[file.count - 1].name.name] : [file.name.name]
    }
    let longest = names.map { $0.count }.max() ?? 0
    let room = isLive ? max(Console.columns - Self.factsWidth, 8) : Int.max
    nameWidth = min(max(longest, 4), room)
  }

  /// Shows the problems of files and experiments that cannot be run, or whose expectations cannot
  /// hold. Gives the names of those that cannot be run.
  func showInvalid() -> [String] {
    var printer = DiagnosticPrinter()
    var all: [String] = []
    for file in files {
      let (diagnostics, invalid) = file.check()
      printer.show(diagnostics)
      all += invalid
      for name in invalid { Console.error(line(style.error("invalid"), name, "not run")) }
    }
    return all
  }

  /// One epoch of one experiment has ended.
  func noteEpoch(_ epoch: Int, loss: Double, of name: @autoclosure () -> String) {
    guard isLive || isVerbose else { return }
    let name = name()
    if isVerbose {
      state.withLock { state in
        clearStatus(&state)
        Console.error("\(name)  epoch \(epoch)  loss \(loss.isNaN ? "NaN" : "\(loss)")")
      }
      return
    }
    state.withLock { state in
      let now = ContinuousClock.now
      if let last = state.lastDrawn, now - last < Self.interval { return }
      state.lastDrawn = now
      let text = line("running", name, "epoch \(epoch), \(state.doneCount) of \(count) done")
      Console.errorText("\r\u{1b}[K" + String(text.prefix(max(Console.columns - 1, 1))))
      state.statusShown = true
    }
  }

  /// The verdict on one experiment, with what failed.
  func show(_ outcome: Outcome, time: Duration) {
    let isComplete = outcome.isComplete
    let verdict =
      !isComplete
      ? style.error("stopped")
      : outcome.passed ? style.success("passed ") : style.error("failed ")
    let loss = outcome.result.losses.last.map { Self.short($0) } ?? "–"
    let epochs = outcome.result.losses.count
    let facts =
      Self.pad("\(epochs)", 6) + (epochs == 1 ? " epoch " : " epochs") + "  loss "
      + loss.padded(to: 8)
      + Self.pad(Self.text(of: time), 9)
    var printer = DiagnosticPrinter()
    state.withLock { state in
      clearStatus(&state)
      state.doneCount += 1
      Console.error(line(verdict, outcome.experiment.name.name, facts))
      guard isComplete else { return }
      printer.show(outcome.diagnostics)
    }
  }

  /// The last line.
  func showTotal(passed: Int, failed: Int, invalid: Int, time: Duration, folder: String) {
    let unread = files.filter { $0.count == 0 }.count
    let stopped = count - passed - failed - (invalid - unread)
    let parts = [
      (passed, "passed"), (failed, "failed"), (invalid, "invalid"), (stopped, "stopped"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    state.withLock { clearStatus(&$0) }
    let reports = passed + failed > 0 ? "; reports in \(folder)" : ""
    Console.error("\(parts.joined(separator: ", ")) in \(Self.text(of: time))\(reports)")
  }

  private func line(_ verdict: String, _ name: String, _ facts: String) -> String {
    "\(verdict)  \(name.shortened(to: nameWidth).padded(to: nameWidth))  \(facts)"
  }

  private func clearStatus(_ state: inout State) {
    if state.statusShown { Console.errorText("\r\u{1b}[K") }
    state.statusShown = false
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// Three significant digits; reports have all of them.
  private static func short(_ value: Double) -> String {
    // A NaN has a sign that depends on the machine.
    guard !value.isNaN else { return "NaN" }
    guard value.isFinite, value != 0 else { return "\(value)" }
    var (mantissa, exponent) = (value, 0)
    while mantissa.magnitude >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    while mantissa.magnitude < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    var hundredths = Int((mantissa.magnitude * 100).rounded())
    if hundredths == 1000 { (hundredths, exponent) = (100, exponent + 1) }
    let digits = "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10)"
    return (value < 0 ? "-" : "") + digits + (exponent == 0 ? "" : "e\(exponent)")
  }

  private static func text(of time: Duration) -> String {
    let (seconds, attoseconds) = time.components
    let microseconds = Double(seconds) * 1e6 + Double(attoseconds) / 1e12
    if microseconds < 1e6 { return "\(Int((microseconds / 1e3).rounded(.up))) ms" }
    return "\(Double(Int(microseconds / 1e5)) / 10) s"
  }
}

extension String {
  /// The text with its middle left out, if it is wider.
  fileprivate func shortened(to width: Int) -> String {
    if count <= width { return self }
    let kept = max(width - 1, 0)
    return prefix(kept / 2) + "…" + suffix(kept - kept / 2)
  }

  /// The text with spaces behind it up to a width.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
