package import Engine
import Graphs
package import Schemas

/// The two-sequence problem.
///
/// - Source: S. Hochreiter, J. Schmidhuber, Long short-term memory, 1997, experiments 3a, 3b and 3c.
package struct TwoSequences: Task {
  package static let title = "two_sequences"
  package static let summary =
    "The two-sequence problem (Hochreiter and Schmidhuber 1997, experiments 3a to 3c): x [samples, "
    + "(steps), 1] has `steps` to 1.1 · `steps` numbers; the first `information` are 1 or -1 and decide "
    + "the class, the others normal noise of variance 0.2; y [samples, 1] is 1 or 0. Always answering "
    + "0.5 has a mean squared error of 0.25."
  package static let keys: [Key<TwoSequences>] = [
    .required("steps", \.steps, "The length of the shortest sequences.", .atLeast(2)),
    .required("samples", \.samples, "How many sequences.", .atLeast(1)),
    .optional("information", \.information, "How many steps tell the class.", .atLeast(1)),
    .optional(
      "noisy", \.isNoisy, "Whether those have noise as well, as in experiment 3b."),
    .added(
      "noisy_targets", \.hasNoisyTargets,
      "Whether y is 0.8 or 0.2 with normal noise of variance 0.1, as in experiment 3c, beside noise in the "
        + "steps that tell the class. Always answering 0.5 then has a mean squared error of 0.19."),
  ]
  package static let examples = ["two_sequences: {steps: 100, samples: 256}"]

  package var steps = 2
  package var samples = 1
  package var information = 3
  package var isNoisy = false
  package var hasNoisyTargets = false

  package init() {}

  private var longest: Int { steps + steps / 10 }
  package var numbersPerSample: Int { longest }

  package func draw(from stream: inout RandomStream) -> [NamedSamples] {
    let deviation = 0.2.squareRoot()
    var x = Sequences(element: [1], longest: longest)
    var y: [Float] = []
    for _ in 0..<samples {
      let length = stream.integer(in: steps...longest)
      let isFirst = stream.integer(in: 0...1) == 0
      x.append(
        (0..<length).map { step in
          let signal = step < information ? (isFirst ? 1.0 : -1) : 0
          let hasNoise = step >= information || isNoisy || hasNoisyTargets
          return Float(hasNoise ? signal + deviation * stream.normal() : signal)
        })
      y.append(
        hasNoisyTargets
          ? Float((isFirst ? 0.8 : 0.2) + 0.1.squareRoot() * stream.normal()) : isFirst ? 1 : 0)
    }
    return [NamedSamples("x", x.ragged), NamedSamples("y", Samples([samples, 1], y))]
  }
}
