import Documents
import Training

/// A benchmark as people read it, at most 80 columns wide.
package enum BenchmarkText {
  private static let width = 80

  /// The text, each line ended by a line feed.
  package static func text(of benchmark: Benchmark) -> String {
    let measured = benchmark.measurement
    let lines = [
      shortened(DisplayWidth.expanded(benchmark.experiment)),
      "",
      "shapes     batch \(benchmark.batch), \(benchmark.parameters) parameters",
      "machine    \(measured.instructionSet), \(threads(measured.threads))",
      "step       \(step(measured))",
      "           \(speed(measured))",
      "FMA peak   \(peak(measured))",
      "functions  \(functions(measured)) ns an element with 1 thread",
      "",
    ]
    return lines.map { $0 + "\n" }.joined() + table(measured)
      + ([""] + sum(measured)).map { $0 + "\n" }.joined()
  }

  private static func threads(_ count: Int) -> String {
    count == 1 ? "1 thread" : "\(count) threads"
  }

  private static func step(_ measured: StepMeasurement) -> String {
    let (step, decimals) = (measured.step, timeDecimals(measured))
    let text = [step.median, step.minimum, step.maximum].map {
      DecimalText.text($0 * 1e6, decimals: decimals)
    }
    let rounds = measured.rounds == 1 ? "1 round" : "\(measured.rounds) rounds"
    return "\(text[0]) µs (\(text[1]) to \(text[2]) in \(rounds) of \(measured.stepsARound))"
  }

  private static func speed(_ measured: StepMeasurement) -> String {
    let speed = measured.operations / measured.step.median
    return "\(giga(speed)) GFLOP/s, \(percent(speed / measured.peak)) of the peak"
  }

  private static func peak(_ measured: StepMeasurement) -> String {
    let one = "\(giga(measured.peakOfOne.maximum)) GFLOP/s with 1 thread"
    guard let all = measured.peakOfAll else { return one }
    return one + ", \(giga(all.maximum)) with \(measured.threads) at once"
  }

  private static func functions(_ measured: StepMeasurement) -> String {
    measured.functions.map { "\($0.name) \(DecimalText.text($0.seconds * 1e9, decimals: 2))" }
      .joined(separator: ", ")
  }

  /// The kernel calls, a line each. Of a call without operations there is no speed to tell.
  private static func table(_ measured: StepMeasurement) -> String {
    let rows = measured.calls.map { call in
      let speed = call.operations / call.seconds
      let isTold = call.operations > 0 && call.seconds > 0
      return [
        "\(call.node)", call.kernel, percent(call.seconds / measured.callSeconds),
        DecimalText.text(call.seconds * 1e6, decimals: timeDecimals(measured)),
        isTold ? giga(speed) : "–", isTold ? percent(speed / measured.peak) : "–",
      ]
    }
    return TextTable(
      [
        .right("node"), .left("kernel"), .right("share"), .right("µs"), .right("GFLOP/s"),
        .right("of peak"),
      ], rows: rows
    ).text()
  }

  private static func sum(_ measured: StepMeasurement) -> [String] {
    let (all, step) = (measured.callSeconds, measured.step.median)
    let difference = all / step - 1
    let time = DecimalText.text(all * 1e6, decimals: timeDecimals(measured))
    let than = "\(percent(abs(difference))) \(difference < 0 ? "less" : "more") than the whole"
    let reason =
      measured.threads > 1
      ? [
        "Timed one by one, threads wait for one another after each call; in a whole step",
        "only where they must. Shares are of the calls' sum.",
      ]
      : [
        "Timed one by one, the clock is read between them; in a whole step they follow",
        "one another at once. Shares are of the calls' sum.",
      ]
    return ["The calls take \(time) µs, \(than) step."] + reason
  }

  /// Decimals of times in µs, the same for all so that they can be compared by eye.
  private static func timeDecimals(_ measured: StepMeasurement) -> Int {
    measured.step.median < 1e-3 ? 2 : 1
  }

  private static func giga(_ speed: Double) -> String { DecimalText.text(speed / 1e9, decimals: 1) }

  private static func percent(_ share: Double) -> String {
    DecimalText.text(share * 100, decimals: 1) + " %"
  }

  /// The text with its middle left out if it is wider than the page.
  private static func shortened(_ text: String) -> String {
    guard DisplayWidth.of(text) > width else { return text }
    var (front, back) = ("", "")
    var rest = text[...]
    while let first = rest.popFirst(), DisplayWidth.of(front + String(first)) < width / 2 {
      front.append(first)
    }
    while let last = rest.popLast(), DisplayWidth.of(back + String(last)) < width / 2 {
      back.insert(last, at: back.startIndex)
    }
    return front + "…" + back
  }
}
