package import Engine
import Graphs
package import Schemas
package import YAML

/// Temporal order.
///
/// - Source: S. Hochreiter, J. Schmidhuber, Long short-term memory, 1997, experiments 6a and 6b:
///   sequences of 100 to 110 symbols, E first and B last, a, b, c, d between; X or Y at places drawn
///   from 10–20 and 50–60, or from 10–20, 33–43 and 66–76. Here the places are those hundredths of the
///   shortest length, rounded down.
package struct TemporalOrder: Task {
  package static let title = "temporal_order"
  package static let summary =
    "Temporal order (Hochreiter and Schmidhuber 1997, experiment 6): x [samples, (steps)] are symbols "
    + "0 to 7 for a, b, c, d, E, B, X, Y, E first and B last; y [samples, 1] is the class, which the "
    + "order of the two or three X and Y decides (XX 0, XY 1, YX 2, YY 3). Guessing is right in a "
    + "quarter or an eighth of all."
  package static let keys: [Key<TemporalOrder>] = [
    .required("shortest", \.shortest, "The length of the shortest sequences.", .atLeast(10)),
    .required("longest", \.longest, "The length of the longest.", .atLeast(10)),
    .required("samples", \.samples, "How many sequences.", .atLeast(1)),
    .optional(
      "marks", \.marks, "How many X and Y: 2 for four classes, 3 for eight.", .within(2, 3)),
  ]
  package static let examples = ["temporal_order: {shortest: 20, longest: 25, samples: 1200}"]

  package var shortest = 10
  package var longest = 10
  package var samples = 1
  package var marks = 2

  package init() {}

  package var numbersPerSample: Int { longest }

  /// Where the marks may stand, in hundredths of the shortest length.
  private var places: [(Int, Int)] {
    marks == 2 ? [(10, 20), (50, 60)] : [(10, 20), (33, 43), (66, 76)]
  }

  private enum Symbol {
    static let start: Float = 4
    static let end: Float = 5
    static let mark = 6
  }

  package func checkTogether(_ names: [String], of node: Node, _ decoder: inout Decoder) {
    guard longest < shortest else { return }
    decoder.report(
      .outOfRange(value: "\(longest)", constraint: .atLeast(Double(shortest))),
      at: node.entry("longest")?.value.range ?? node.range)
  }

  package func draw(from stream: inout RandomStream) -> [NamedSamples] {
    var x = Sequences(longest: longest)
    var y: [Float] = []
    for _ in 0..<samples {
      let length = stream.integer(in: shortest...longest)
      var symbols = (0..<length).map { _ in Float(stream.integer(in: 0...3)) }
      symbols[0] = Symbol.start
      symbols[length - 1] = Symbol.end
      var label = 0
      for (first, last) in places {
        let place = stream.integer(in: first * shortest / 100...last * shortest / 100)
        let mark = stream.integer(in: 0...1)
        symbols[place] = Float(Symbol.mark + mark)
        label = 2 * label + mark
      }
      x.append(symbols)
      y.append(Float(label))
    }
    return [NamedSamples("x", x.ragged), NamedSamples("y", Samples([samples, 1], y))]
  }
}
