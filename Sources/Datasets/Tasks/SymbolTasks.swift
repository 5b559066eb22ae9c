package import Engine
import Graphs
package import Schemas
package import YAML

/// Symbols that come again after some steps.
package struct Echo: Task {
  package static let title = "echo"
  package static let summary =
    "Echo: x [samples, steps] are random symbols from 0 to `symbols` - 1, y of the same shape has each "
    + "of them `delay` steps later, and 0 before. Guessing is right in 1 / `symbols` of all."
  package static let keys: [Key<Echo>] = [
    .required("steps", \.steps, "The length of a sequence.", .atLeast(1)),
    .required("samples", \.samples, "How many sequences.", .atLeast(1)),
    .optional("delay", \.delay, "After how many steps a symbol comes again.", .atLeast(0)),
    .optional("symbols", \.symbols, "How many different symbols there are.", .within(2, 1_000_000)),
  ]
  package static let examples = ["echo: {steps: 10, samples: 500, delay: 2}"]

  package var steps = 1
  package var samples = 1
  package var delay = 1
  package var symbols = 10

  package init() {}

  package var numbersPerSample: Int { 2 * steps }

  package func draw(from stream: inout RandomStream) -> [NamedSamples] {
    var (x, y) = (Sequences(longest: steps), Sequences(longest: steps))
    for _ in 0..<samples {
      let sequence = (0..<steps).map { _ in Float(stream.integer(in: 0...symbols - 1)) }
      x.append(sequence)
      y.append((0..<steps).map { $0 < delay ? 0 : sequence[$0 - delay] })
    }
    return [NamedSamples("x", x.even), NamedSamples("y", y.even)]
  }
}

/// Digits that come back in reverse.
package struct ReverseDigits: Task {
  package static let title = "reverse_digits"
  package static let summary =
    "Digits in reverse: x [samples, length] are random digits from 0 to `digits` - 1, y of the same "
    + "shape has them in reverse. Guessing a digit is right in 1 / `digits` of all."
  package static let keys: [Key<ReverseDigits>] = [
    .required("length", \.length, "How many digits a sequence has.", .atLeast(1)),
    .required("samples", \.samples, "How many sequences.", .atLeast(1)),
    .optional("digits", \.digits, "How many different digits there are.", .within(2, 1_000_000)),
  ]
  package static let examples = ["reverse_digits: {length: 4, digits: 10, samples: 2000}"]

  package var length = 1
  package var samples = 1
  package var digits = 10

  package init() {}

  package var numbersPerSample: Int { 2 * length }

  package func draw(from stream: inout RandomStream) -> [NamedSamples] {
    var (x, y) = (Sequences(longest: length), Sequences(longest: length))
    for _ in 0..<samples {
      let sequence = (0..<length).map { _ in Float(stream.integer(in: 0...digits - 1)) }
      x.append(sequence)
      y.append(sequence.reversed())
    }
    return [NamedSamples("x", x.even), NamedSamples("y", y.even)]
  }
}

/// Whether a number of ones is odd.
package struct Parity: Task {
  package static let title = "parity"
  package static let summary =
    "Parity: x [samples, steps, 1] are random zeros and ones, y [samples, 1] is 1 where the number of "
    + "ones is odd. Guessing is right in half of all."
  package static let keys: [Key<Parity>] = [
    .required("steps", \.steps, "The length of a sequence.", .atLeast(1)),
    .required("samples", \.samples, "How many sequences.", .atLeast(1)),
  ]
  package static let examples = ["parity: {steps: 12, samples: 1000}"]

  package var steps = 1
  package var samples = 1

  package init() {}

  package var numbersPerSample: Int { steps }

  package func draw(from stream: inout RandomStream) -> [NamedSamples] {
    var x = Sequences(element: [1], longest: steps)
    var y: [Float] = []
    for _ in 0..<samples {
      let bits = (0..<steps).map { _ in stream.integer(in: 0...1) }
      x.append(bits.map { Float($0) })
      y.append(Float(bits.reduce(0, +) % 2))
    }
    return [NamedSamples("x", x.even), NamedSamples("y", Samples([samples, 1], y))]
  }
}

/// Sums written as text.
///
/// - Source: https://keras.io/examples/nlp/addition_rnn/
package struct Addition: Task {
  package static let title = "addition"
  package static let summary =
    "Addition as text (Keras's example addition_rnn): x [samples, 2 · digits + 1] is a question such as "
    + "`12+7`, with spaces behind it, y [samples, digits + 1] the answer; a character is its place in "
    + "` +0123456789`. No question, also with its two numbers exchanged, comes twice."
  package static let keys: [Key<Addition>] = [
    .required("digits", \.digits, "The most digits of a number.", .within(1, 6)),
    .required("samples", \.samples, "How many questions.", .atLeast(1)),
    .optional("reverse", \.isReversed, "Whether the question stands in reverse, spaces first."),
  ]
  package static let examples = ["addition: {digits: 2, samples: 1000}"]

  package var digits = 1
  package var samples = 1
  package var isReversed = true

  package init() {}

  package var numbersPerSample: Int { 3 * digits + 2 }

  package func checkTogether(_ names: [String], of node: Node, _ decoder: inout Decoder) {
    let numbers = (0..<digits).reduce(1) { product, _ in product * 10 }
    // Fewer than half of all pairs: so that drawing again until one is new ends soon.
    let limit = max(numbers * (numbers + 1) / 4, 1)
    guard samples > limit else { return }
    decoder.report(
      .outOfRange(value: "\(samples)", constraint: .within(1, Double(limit))),
      at: node.entry("samples")?.value.range ?? node.range)
  }

  /// The characters of a text by their places in ` +0123456789`, filled up with spaces.
  private static func codes(_ text: String, count: Int) -> [Float] {
    let codes = text.utf8.map { byte -> Float in
      byte == UInt8(ascii: "+") ? 1 : Float(byte - UInt8(ascii: "0")) + 2
    }
    return codes + [Float](repeating: 0, count: count - codes.count)
  }

  package func draw(from stream: inout RandomStream) -> [NamedSamples] {
    var x = Sequences(longest: 2 * digits + 1)
    var y = Sequences(longest: digits + 1)
    var seen: Set<[Int]> = []
    while seen.count < samples {
      let numbers = (0..<2).map { _ in
        let count = stream.integer(in: 1...digits)
        return (0..<count).reduce(0) { number, _ in number * 10 + stream.integer(in: 0...9) }
      }
      guard seen.insert(numbers.sorted()).inserted else { continue }
      let question = Self.codes("\(numbers[0])+\(numbers[1])", count: 2 * digits + 1)
      x.append(isReversed ? question.reversed() : question)
      y.append(Self.codes("\(numbers[0] + numbers[1])", count: digits + 1))
    }
    return [NamedSamples("x", x.even), NamedSamples("y", y.even)]
  }
}
