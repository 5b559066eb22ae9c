import Experiments
import Synchronization

/// What a person sees while experiments run: a line an experiment, and on a terminal a last line
/// that moves.
final class RunProgress: Sendable {
  private struct State {
    var statusShown = false
    var lastDrawn: ContinuousClock.Instant?
  }

  private let loaded: [ExperimentLoader.Loaded]
  private let isVerbose: Bool
  private let nameWidth: Int
  private let state = Mutex(State())
  private let style = Console.style
  private let isLive = Console.isTerminal

  /// Between two drawings of the moving line: often enough for the eye, seldom enough to cost
  /// nothing.
  private static let interval = Duration.milliseconds(80)

  init(loaded: [ExperimentLoader.Loaded], isVerbose: Bool) {
    self.loaded = loaded
    self.isVerbose = isVerbose
    let longest = loaded.map { $0.name.name.count }.max() ?? 0
    nameWidth = min(max(longest, 4), 32)
  }

  /// The problems of files that cannot be run, or whose expectations cannot hold.
  func showInvalid() {
    let renderer = DiagnosticRenderer(style: style)
    for file in loaded {
      for diagnostic in file.diagnostics { Console.error(renderer.text(diagnostic) + "\n") }
      if file.experiment == nil {
        Console.error(line(style.error("invalid"), file.name.name, "not run"))
      }
    }
  }

  /// One epoch of one experiment has ended.
  func noteEpoch(_ epoch: Int, loss: Double, of index: Int) {
    guard isLive || isVerbose else { return }
    let name = loaded[index].name.name
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
      let epochs = loaded[index].experiment?.experiment.training.epochs ?? 0
      let text = line("running", name, "epoch \(epoch) of \(epochs)")
      Console.errorText("\r\u{1b}[K" + String(text.prefix(max(Console.columns - 1, 1))))
      state.statusShown = true
    }
  }

  /// The verdict on one experiment, with what failed.
  func show(
    _ outcome: Outcome, of file: ExperimentLoader.Loaded, isComplete: Bool, time: Duration
  ) {
    let verdict =
      !isComplete
      ? style.error("stopped")
      : outcome.passed ? style.success("passed ") : style.error("failed ")
    let parameters = outcome.experiment.model.network.graph.parameterCount
    let loss = outcome.result.losses.last.map { Self.short($0) } ?? "–"
    let facts =
      Self.pad("\(parameters)", 7) + " parameters  "
      + Self.pad("\(outcome.result.losses.count)", 5) + " epochs  loss "
      + loss.padded(to: 9) + Self.pad(Self.text(of: time), 9)
    let renderer = DiagnosticRenderer(style: style)
    state.withLock { state in
      clearStatus(&state)
      Console.error(line(verdict, file.name.name, facts))
      guard isComplete else { return }
      for diagnostic in outcome.diagnostics { Console.error(renderer.text(diagnostic) + "\n") }
    }
  }

  /// The last line.
  func showTotal(passed: Int, failed: Int, time: Duration, folder: String) {
    let invalid = loaded.filter { $0.experiment == nil }.count
    let stopped = loaded.count - passed - failed - invalid
    let parts = [
      (passed, "passed"), (failed, "failed"), (invalid, "invalid"), (stopped, "stopped"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    state.withLock { clearStatus(&$0) }
    let reports = passed + failed > 0 ? "; reports in \(folder)" : ""
    Console.error("\(parts.joined(separator: ", ")) in \(Self.text(of: time))\(reports)")
  }

  private func line(_ verdict: String, _ name: String, _ facts: String) -> String {
    "\(verdict)  \(name.padded(to: nameWidth))  \(facts)"
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
  /// The text with spaces behind it up to a width.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
