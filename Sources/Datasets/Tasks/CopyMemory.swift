package import Engine
import Graphs
package import Schemas

/// The copying memory problem.
///
/// - Source: M. Arjovsky, A. Shah, Y. Bengio, Unitary evolution recurrent neural networks, 2016.
package struct CopyMemory: Task {
  package static let title = "copy_memory"
  package static let summary =
    "Copying memory (Arjovsky, Shah and Bengio 2016): x [samples, delay + 2 · length] begins with "
    + "`length` symbols from 1 to `symbols`, then come blanks (0), and one step before the end's "
    + "`length` blanks the signal `symbols` + 1; y of the same shape is blank but for its end, where "
    + "the symbols come again. Without memory the cross-entropy is length · ln(symbols) / steps."
  package static let keys: [Key<CopyMemory>] = [
    .required("delay", \.delay, "The steps between the symbols and their copy.", .atLeast(1)),
    .required("samples", \.samples, "How many sequences.", .atLeast(1)),
    .optional("length", \.length, "How many symbols are to be kept.", .atLeast(1)),
    .optional("symbols", \.symbols, "How many different symbols there are.", .within(1, 1_000_000)),
  ]
  package static let examples = ["copy_memory: {delay: 100, samples: 1000}"]

  package var delay = 1
  package var samples = 1
  package var length = 10
  package var symbols = 8

  package init() {}

  private var steps: Int { delay + 2 * length }
  package var numbersPerSample: Int { 2 * steps }

  package func draw(from stream: inout RandomStream) -> [NamedSamples] {
    var x = Sequences(longest: steps)
    var y = Sequences(longest: steps)
    for _ in 0..<samples {
      let kept = (0..<length).map { _ in Float(stream.integer(in: 1...symbols)) }
      let blanks = [Float](repeating: 0, count: length)
      x.append(
        kept + [Float](repeating: 0, count: delay - 1) + [Float(symbols + 1)] + blanks)
      y.append(blanks + [Float](repeating: 0, count: delay) + kept)
    }
    return [NamedSamples("x", x.even), NamedSamples("y", y.even)]
  }
}
