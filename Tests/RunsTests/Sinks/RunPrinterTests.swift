import CheckSupport
import Diagnostics
import Experiments
import Files
import Reports
import Runs
import Synchronization
import TestSupport
import Testing
import Training

/// What a person reads of a run, to the letter.
@Suite struct RunPrinterTests {
  private let folder: TestFolder
  private let selection: RunSelection

  private static let text = """
    data: {source: {ramp: {length: 2}}, input: {reshape: [2, 1]}, target: {reshape: [2, 1]}}
    model: [{Dense: {units: 1}}]
    training: {loss: mean_squared_error, optimizer: SGD, epochs: 3, batch_size: 2}

    """

  init() throws {
    folder = try TestFolder()
    let names = [
      "a-passes.yaml", "b-fails.yaml", "c-is-invalid.yaml", "d/without-expectations.yaml",
      "e-cannot-be-written.yaml", "f-diverges.yaml", "g-stops.yaml", "h-is-not-begun.yaml",
      "長さ.yaml",
    ]
    for name in names {
      try folder.write(
        Self.text + (name.hasPrefix("c") ? "sead: 1\n" : ""), to: "experiments/" + name)
    }
    selection = try Checking.selection([folder.path + "/experiments"])
  }

  private func conclusion(_ item: RunSelection.Item) -> Conclusion {
    let name = selection.name(of: item)
    func training(_ epochs: Int, _ loss: Double, _ time: Duration) -> Conclusion.Training {
      Conclusion.Training(epochs: epochs, lastLoss: loss, time: time)
    }
    let file = selection.files[item.file].path.shown
    switch item.number {
    case 0: return Conclusion(name, .passed, training: training(1, 0, .microseconds(1)))
    case 1:
      let diagnostic = Diagnostic(.loss, "a message", file: file, help: "what to do")
      return Conclusion(
        name, .failed, [diagnostic], training: training(1000, 5.964e-4, .milliseconds(12)))
    case 2:
      return Conclusion(name, .invalid, selection.files[2][0].diagnostics)
    case 3:
      return Conclusion(name, .done, training: training(10_000_000, 123.45, .seconds(3671)))
    case 4:
      let problem = FileProblem.unwritable(
        path: "results/e-cannot-be-written/report.json", reason: .isFolder)
      return Conclusion(
        name, .done, training: training(3, -0.00999951, .milliseconds(999)), unwritten: problem)
    case 5: return Conclusion(name, .failed, training: training(7, -.nan, .seconds(1)))
    case 6: return Conclusion(name, .stopped, training: training(2, .infinity, .seconds(60)))
    case 7: return Conclusion(name, .stopped)
    default: return Conclusion(name, .passed, training: training(3, 9.996, .milliseconds(1500)))
    }
  }

  private func printed(columns: Int, isLive: Bool) -> String {
    let written = Mutex("")
    let terminal = Terminal(
      isLive: isLive, columns: { columns }, style: .plain,
      write: { text in written.withLock { $0 += text } })
    let printer = RunPrinter(selection, on: terminal, isVerbose: false)
    for number in 0..<selection.count {
      printer.receive(
        .epoch(
          selection[number], EpochRecord(epoch: 1, names: ["loss"], values: [0.5]),
          EpochProgress(epochs: 5, elapsed: .seconds(30))))
      printer.receive(.concluded(selection[number], conclusion(selection[number])))
    }
    printer.receive(.ended(RunTotals()))
    return written.withLock { $0.replacing(folder.path + "/", with: "") }
  }

  @Test func `has a line an experiment, with what is wrong`() {
    #expect(
      printed(columns: 80, isLive: false) == """
        passed   a-passes                     1 epoch   loss 0.0          1 ms
        failed   b-fails                   1000 epochs  loss 5.96e-4     12 ms
        experiments/b-fails.yaml: error[LAB3004]: a message
          = what to do

        invalid  c-is-invalid            not run
        experiments/c-is-invalid.yaml:4:1: error[LAB1003]: an experiment has no key `sead`
            4 | sead: 1
              | ^^^^ did you mean `seed`?

        done     d/without-expectations  10000000 epochs  loss 1.23e2   3671.0 s
        done     e-cannot-be-written          3 epochs  loss -1.00e-2   999 ms
        error: `results/e-cannot-be-written/report.json` cannot be written: Is a directory
        failed   f-diverges                   7 epochs  loss NaN         1.0 s
        stopped  g-stops                      2 epochs  loss inf        60.0 s
        passed   長さ                         3 epochs  loss 1.00e1      1.5 s

        """)
  }

  /// A line that moves is drawn and taken away; no line is wider than the terminal.
  @Test func `fits a narrow terminal`() {
    let text = printed(columns: 62, isLive: true)
    #expect(text.contains("\r\u{1b}[Krunning  a-passes"))
    for line in text.split(separator: "\n") {
      let visible = line.split(separator: "\u{1b}[K").last ?? ""
      let isMessage = visible.contains("error") || visible.contains("|") || visible.contains(" = ")
      #expect(isMessage || visible.count <= 62, "\(visible)")
    }
    #expect(text.contains("d/w…tations "))
  }

  /// What the last line says while experiments run: which, the epoch of how many, the loss, the time that
  /// is left, and how many are done.
  @Test(arguments: [
    (80, "running  d/with…expectations  epoch 250/1000  loss 1.23e-4  90 s left  0/9 done"),
    (
      200,
      "running  d/without-expectations  epoch 250/1000  loss 1.23e-4  90 s left  0/9 done"
    ),
    (40, "running  d/…tions  epoch 250/1000  loss"),
  ])
  func `tells how far it is`(columns: Int, expected: String) {
    let written = Mutex("")
    let terminal = Terminal(
      isLive: true, columns: { columns }, style: .plain,
      write: { text in written.withLock { $0 += text } })
    let printer = RunPrinter(selection, on: terminal)
    printer.receive(
      .epoch(
        selection[3], EpochRecord(epoch: 250, names: ["loss"], values: [0.000123]),
        EpochProgress(epochs: 1000, elapsed: .seconds(30))))
    #expect(written.withLock { $0 } == "\r\u{1b}[K" + expected)
  }

  @Test func `ends with what stands in the folders`() {
    var totals = RunTotals()
    for number in 0..<selection.count { totals.add(conclusion(selection[number])) }
    var survey = ResultsSurvey()
    survey.orphans = (1...12).map { "results/old-\($0)" }
    survey.problems = [
      "`results/x/report.json` is no report (it is empty): run the experiment again"
    ]
    let full = FileProblem.unwritable(path: "results/summary.csv", reason: SystemError(code: 28))
    let ending = RunEnding(
      totals, (survey, [full]), paths: ["results"], time: .milliseconds(1234))
    #expect(ending.hasUnwritten)
    #expect(
      ending.text(style: .plain) == """
        error: `results/summary.csv` cannot be written: No space left on device
        warning: `results/x/report.json` is no report (it is empty): run the experiment again
        warning: no experiment gives these 12 reports; --prune removes them:
        \((1...10).map { "  results/old-\($0)" }.joined(separator: "\n"))
          and 2 more
        2 done, 2 passed, 2 failed, 1 invalid, 1 stopped, 1 not begun, 1 not written in 1.2 s; \
        reports in results

        """)
    let trial = RunEnding(RunTotals(), nil, paths: nil, time: .milliseconds(3))
    #expect(
      trial.text(style: .plain) == """
        nothing was run in 3 ms; no reports written: --results names a folder for them

        """)
  }
}
