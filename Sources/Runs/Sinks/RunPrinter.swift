import Diagnostics
import Documents
import Synchronization
import Training

/// What a person sees of a run: a line an experiment, in their order, with what is wrong; and on a
/// terminal a last line that moves.
package final class RunPrinter: RunSink {
  private struct State {
    var problems: ProblemPrinter
    var statusShown = false
    var doneCount = 0
    var lastDrawn: ContinuousClock.Instant?
  }

  private let selection: RunSelection
  private let terminal: Terminal
  private let isVerbose: Bool
  private let isQuiet: Bool
  private let verifies: Bool
  private let nameWidth: Int
  /// Columns of the word that says what became of an experiment.
  private let verdictWidth: Int
  private let state: Mutex<State>

  /// Columns that the facts about a training take, up to a million epochs and a hundred seconds.
  private static let usualFacts = 37
  /// Between two drawings of the moving line: often enough for the eye, seldom enough to cost
  /// nothing.
  private static let interval = Duration.milliseconds(80)

  /// - Parameters:
  ///   - isVerbose: whether each epoch has a line
  ///   - isQuiet: whether what is well is passed over
  ///   - verifies: whether results are compared with committed ones
  package init(
    _ selection: RunSelection, on terminal: Terminal, isVerbose: Bool = false,
    isQuiet: Bool = false, verifies: Bool = false
  ) {
    self.isQuiet = isQuiet
    self.verifies = verifies
    verdictWidth = (verifies ? FindingsStatus.verified : .invalid).rawValue.count
    self.selection = selection
    self.terminal = terminal
    self.isVerbose = isVerbose
    state = Mutex(State(problems: ProblemPrinter(selection, style: terminal.style)))
    // Of a few files the points that are meant; of matrices with one result the file's name.
    let names = selection.files.map { file in
      selection.point.map { $0 < file.count ? file.name(of: $0).name : file.name.name }
        ?? file.name.name
    }
    let longest = names.map { DisplayWidth.of($0) }.max() ?? 0
    let usual = terminal.columns() - 1 - verdictWidth - 4 - Self.usualFacts
    nameWidth = terminal.isLive ? min(max(longest, 4), max(usual, 8)) : max(longest, 4)
  }

  package func receive(_ event: RunEvent) {
    switch event {
    case .epoch(let item, let record, let progress):
      if isVerbose { show(item, record) } else { draw(item, record, progress) }
    case .finished: state.withLock { $0.doneCount += 1 }
    case .concluded(let item, let conclusion): show(conclusion, item)
    case .ended: state.withLock { clearStatus(&$0) }
    }
  }

  // MARK: While it runs

  private func show(_ item: RunSelection.Item, _ record: EpochRecord) {
    let numbers = zip(record.names, record.values).map { name, value in
      "  \(name) \(value.isNaN ? "NaN" : "\(value)")"
    }
    let name = selection.name(of: item).name
    state.withLock { state in
      clearStatus(&state)
      terminal.write("\(name)  epoch \(record.epoch)\(numbers.joined())\n")
    }
  }

  private func draw(
    _ item: RunSelection.Item, _ record: EpochRecord, _ progress: EpochProgress
  ) {
    guard terminal.isLive, !isQuiet else { return }
    state.withLock { state in
      let now = ContinuousClock.now
      if let last = state.lastDrawn, now - last < Self.interval { return }
      state.lastDrawn = now
      var facts = "epoch \(record.epoch)/\(progress.epochs)  loss \(Self.short(record.loss))"
      if let left = progress.left(after: record.epoch) { facts += "  \(left.remaining) left" }
      if selection.count > 1 { facts += "  \(state.doneCount)/\(selection.count) done" }
      let text = line("running".padded(to: verdictWidth), selection.name(of: item).name, facts)
      terminal.write("\r\u{1b}[K" + String(text.prefix(max(terminal.columns() - 1, 1))))
      state.statusShown = true
    }
  }

  private func clearStatus(_ state: inout State) {
    if state.statusShown { terminal.write("\r\u{1b}[K") }
    state.statusShown = false
  }

  // MARK: An experiment

  private func show(_ conclusion: Conclusion, _ item: RunSelection.Item) {
    state.withLock { state in
      clearStatus(&state)
      var text = ""
      if !isQuiet || !conclusion.isWell, let verdict = verdict(on: conclusion) {
        text += line(verdict, conclusion.name.name, facts(of: conclusion)) + "\n"
        if !verifies, let predictions = conclusion.training?.predictions {
          text += String(repeating: " ", count: verdictWidth + 2) + "predicts \(predictions)\n"
        }
      }
      if let problem = conclusion.unwritten {
        text += "\(terminal.style.error("error:")) \(problem.text)\n"
      }
      text += state.problems.text(of: conclusion, item)
      if !text.isEmpty { terminal.write(text) }
    }
  }

  /// Nil for what was not begun when the run was stopped.
  private func verdict(on conclusion: Conclusion) -> String? {
    let style = terminal.style
    return switch conclusion.status {
    case .done, .passed, .checked, .verified:
      style.success(conclusion.status.rawValue.padded(to: verdictWidth))
    case .failed, .invalid, .differs:
      style.error(conclusion.status.rawValue.padded(to: verdictWidth))
    case .stopped:
      conclusion.training == nil
        ? nil : style.error(conclusion.status.rawValue.padded(to: verdictWidth))
    }
  }

  private func facts(of conclusion: Conclusion) -> String {
    guard let training = conclusion.training else { return "not run" }
    if let runs = training.runs {
      // The times of all lines stand below one another.
      let facts = runs.isEmpty ? "\(training.epochs) epochs" : runs
      return ("  " + facts).padded(to: 28) + Self.pad(training.time.spelled, 9)
    }
    let epochs = training.epochs
    return Self.pad("\(epochs)", 6) + (epochs == 1 ? " epoch " : " epochs") + "  loss "
      + Self.short(training.lastLoss).padded(to: 8) + Self.pad(training.time.spelled, 9)
  }

  private func line(_ verdict: String, _ name: String, _ facts: String) -> String {
    // Unusual facts take from the name's room, where there is no more.
    let room =
      terminal.isLive
      ? terminal.columns() - 1 - verdictWidth - 4 - max(facts.count, Self.usualFacts) : nameWidth
    let width = max(min(nameWidth, room), 8)
    let shown = DisplayWidth.expanded(name).shortened(to: width)
    return "\(verdict)  \(shown.padded(to: width))  \(facts)"
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
}

extension Duration {
  /// In seconds.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }

  /// "5 s", "3 min", "2 h": how long something still takes, about.
  fileprivate var remaining: String {
    let seconds = max(Int(self.seconds.rounded(.up)), 1)
    if seconds < 100 { return "\(seconds) s" }
    return seconds < 6000 ? "\((seconds + 30) / 60) min" : "\((seconds + 1800) / 3600) h"
  }

  /// "12 ms", "3.4 s".
  package var spelled: String {
    let (seconds, attoseconds) = components
    let microseconds = Double(seconds) * 1e6 + Double(attoseconds) / 1e12
    if microseconds < 1e6 { return "\(Int((microseconds / 1e3).rounded(.up))) ms" }
    return "\(Double(Int(microseconds / 1e5)) / 10) s"
  }
}

extension String {
  /// The text with a part left out, if it takes more columns. Most of what is kept is the end, where
  /// points of a matrix differ.
  fileprivate func shortened(to width: Int) -> String {
    if DisplayWidth.of(self) <= width { return self }
    var (front, back) = ("", "")
    var rest = self[...]
    let kept = max(width - 1, 0)
    while let first = rest.first, DisplayWidth.of(front + String(first)) <= kept / 3 {
      front.append(first)
      rest.removeFirst()
    }
    while let last = rest.last, DisplayWidth.of(back + String(last)) <= kept - kept / 3 {
      back.insert(last, at: back.startIndex)
      rest.removeLast()
    }
    return front + "…" + back
  }

  /// The text with spaces behind it up to some columns.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - DisplayWidth.of(self)))
  }
}
