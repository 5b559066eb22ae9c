package import Engine
import Graphs
package import Schemas
package import YAML

/// The adding problem.
///
/// - Source: with `form: hochreiter` S. Hochreiter, J. Schmidhuber, Long short-term memory, 1997,
///   experiment 4. Else Q. Le, N. Jaitly, G. Hinton, A simple way to initialize recurrent networks of rectified
///   linear units, 2015: steps of a uniform number and a mark, one mark in each half; the answer is the
///   sum of the two marked numbers. Always answering 1 has the mean squared error 1/6.
package struct Adding: Task {
  package static let title = "adding"
  package static let summary =
    "The adding problem (Le, Jaitly and Hinton 2015): x [samples, steps, 2] has uniform numbers from 0 "
    + "to 1 and two marks, one in each half; y [samples, 1] is the sum of the marked numbers. Always "
    + "answering 1 has a mean squared error of 0.1667."
  package static let keys: [Key<Adding>] = [
    .required("steps", \.steps, "The length of a sequence.", .atLeast(2)),
    .required("samples", \.samples, "How many sequences.", .atLeast(1)),
    .added(
      "form", \.form,
      "Which definition: `le`, as above; `hochreiter`, of 1997: from 22 `steps` on, x [samples, (steps), 2] "
        + "of up to 1.1 · `steps` numbers from -1 to 1, marked as in `multiplication`; y is 0.5 + (a + b) / "
        + "4, and always answering 0.5 has a mean squared error of about 0.042."),
  ]
  package static let examples = [
    "adding: {steps: 30, samples: 2000}", "adding: {steps: 100, samples: 2000, form: hochreiter}",
  ]

  /// Which definition.
  package enum Form: String, SchemaEnumeration {
    case le, hochreiter

    package static let kind = "form"
  }

  package var steps = 2
  package var samples = 1
  package var form = Form.le

  package init() {}

  package var numbersPerSample: Int {
    form == .le ? 2 * steps : 2 * MarkedPairs.longest(steps)
  }

  package func checkTogether(_ names: [String], of node: Node, _ decoder: inout Decoder) {
    guard form == .hochreiter, steps < MarkedPairs.fewestSteps else { return }
    decoder.report(
      .outOfRange(value: "\(steps)", constraint: .atLeast(Double(MarkedPairs.fewestSteps))),
      at: node.entry("steps")?.value.range ?? node.range)
  }

  package func draw(from stream: inout RandomStream) -> [NamedSamples] {
    if form == .hochreiter {
      return MarkedPairs.draw(
        steps: steps, samples: samples, from: &stream, unmarked: 0,
        number: { 2 * $0 - 1 }, answer: { 0.5 + ($0 + $1) / 4 })
    }
    var x = Sequences(element: [2], longest: steps)
    var y: [Float] = []
    for _ in 0..<samples {
      var pairs = [Float](repeating: 0, count: 2 * steps)
      for step in 0..<steps { pairs[2 * step] = stream.float() }
      let first = stream.integer(in: 0...steps / 2 - 1)
      let second = stream.integer(in: steps / 2...steps - 1)
      for place in [first, second] { pairs[2 * place + 1] = 1 }
      x.append(pairs)
      y.append(pairs[2 * first] + pairs[2 * second])
    }
    return [NamedSamples("x", x.even), NamedSamples("y", Samples([samples, 1], y))]
  }
}

/// The multiplication problem.
///
/// - Source: S. Hochreiter, J. Schmidhuber, Long short-term memory, 1997, experiment 5.
package struct Multiplication: Task {
  package static let title = "multiplication"
  package static let summary =
    "The multiplication problem (Hochreiter and Schmidhuber 1997, experiment 5): x [samples, (steps), "
    + "2] has `steps` to 1.1 · `steps` uniform numbers from 0 to 1, and marks: 1 at one of the first "
    + "ten and at one of the first `steps` / 2 - 1 others, -1 at both ends; y [samples, 1] is the "
    + "product of the two. Always answering 0.25 has a mean squared error of about 0.049."
  package static let keys: [Key<Multiplication>] = [
    .required(
      "steps", \.steps, "The length of the shortest sequences.",
      .atLeast(Double(MarkedPairs.fewestSteps))),
    .required("samples", \.samples, "How many sequences.", .atLeast(1)),
  ]
  package static let examples = ["multiplication: {steps: 100, samples: 2000}"]

  package var steps = 22
  package var samples = 1

  package init() {}

  package var numbersPerSample: Int { 2 * MarkedPairs.longest(steps) }

  package func draw(from stream: inout RandomStream) -> [NamedSamples] {
    MarkedPairs.draw(
      steps: steps, samples: samples, from: &stream, unmarked: 1, number: { $0 },
      answer: { $0 * $1 })
  }
}

/// Sequences of pairs, a number and a mark, as experiments 4 and 5 of Hochreiter and Schmidhuber have
/// them.
private enum MarkedPairs {
  /// The first mark is at one of ten pairs, the second at one of half the others.
  static let fewestSteps = 22

  static func longest(_ steps: Int) -> Int { steps + steps / 10 }

  /// - Parameters:
  ///   - unmarked: the number of the first pair where its mark is lost under that of the beginning
  ///   - number: a pair's number from a uniform one, at least 0 and below 1
  ///   - answer: what two marked numbers make
  static func draw(
    steps: Int, samples: Int, from stream: inout RandomStream, unmarked: Float,
    number: (Float) -> Float, answer: (Float, Float) -> Float
  ) -> [NamedSamples] {
    var x = Sequences(element: [2], longest: longest(steps))
    var y: [Float] = []
    for _ in 0..<samples {
      let length = stream.integer(in: steps...longest(steps))
      var pairs = [Float](repeating: 0, count: 2 * length)
      for step in 0..<length { pairs[2 * step] = number(stream.float()) }
      let first = stream.integer(in: 0...9)
      // One of the first steps/2 − 1 pairs that are not yet marked.
      let drawn = stream.integer(in: 0...steps / 2 - 2)
      let second = drawn < first ? drawn : drawn + 1
      pairs[2 * first + 1] = 1
      pairs[2 * second + 1] = 1
      if first == 0 || second == 0 { pairs[0] = unmarked }
      pairs[1] = -1
      pairs[2 * length - 1] = -1
      x.append(pairs)
      y.append(answer(pairs[2 * first], pairs[2 * second]))
    }
    return [NamedSamples("x", x.ragged), NamedSamples("y", Samples([samples, 1], y))]
  }
}
