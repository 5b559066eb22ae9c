package import Engine
import Graphs
package import Schemas

/// Strings of the embedded Reber grammar.
///
/// - Source: S. Hochreiter, J. Schmidhuber, Long short-term memory, 1997, experiment 1; the continual
///   form: F. Gers, J. Schmidhuber, F. Cummins, Learning to forget, 2000.
package struct EmbeddedReber: Task {
  package static let title = "embedded_reber"
  package static let summary =
    "The embedded Reber grammar (Hochreiter and Schmidhuber 1997, experiment 1): x [samples, (steps)] "
    + "are symbols 0 to 6 for B, T, P, S, X, V, E; y [samples, (steps)] is the symbol that follows each; "
    + "`legal` [samples, (steps), 7] is 1 for the symbols that may follow. The last symbol but one "
    + "repeats the second: that takes memory. `steps` makes streams of strings one behind "
    + "the other (Gers, Schmidhuber and Cummins 2000)."
  package static let keys: [Key<EmbeddedReber>] = [
    .required("samples", \.samples, "How many strings or streams.", .atLeast(1)),
    .optional(
      "steps", \.steps, "The length of a stream; without it each sample is a string.", .atLeast(1)),
    .optional(
      "longest", \.longest, "The length of the longest string; longer ones are drawn again.",
      .atLeast(9)),
  ]
  package static let examples = [
    "embedded_reber: {samples: 512}", "embedded_reber: {samples: 10, steps: 500}",
  ]

  package var samples = 1
  package var steps: Int?
  package var longest = 60

  package init() {}

  package var numbersPerSample: Int { 9 * (steps ?? longest) }

  /// For each state of the inner grammar the symbols that may follow, with the next state; the last
  /// state has none.
  private static let grammar: [[(symbol: Int, next: Int)]] = [
    [(0, 1)],  // B
    [(1, 2), (2, 3)],  // T, P
    [(3, 2), (4, 4)],  // S, X
    [(1, 3), (5, 5)],  // T, V
    [(4, 3), (3, 6)],  // X, S
    [(2, 4), (5, 6)],  // P, V
    [(6, 7)],  // E
    [],
  ]

  /// A string: its symbols, and the set of those that may follow each.
  private static func string(
    from stream: inout RandomStream
  ) -> (symbols: [Int], legal: [Set<Int>]) {
    let outer = stream.integer(in: 1...2)
    var symbols = [0, outer]
    var legal: [Set<Int>] = [[1, 2], [0]]
    var state = 0
    while true {
      let ways = grammar[state]
      if ways.isEmpty { break }
      let way = ways[ways.count == 1 ? 0 : stream.integer(in: 0...1)]
      symbols.append(way.symbol)
      state = way.next
      let after = grammar[state]
      legal.append(after.isEmpty ? [outer] : Set(after.map { $0.symbol }))
    }
    symbols += [outer, 6]
    legal += [[6], [0]]
    return (symbols, legal)
  }

  package func draw(from stream: inout RandomStream) -> [NamedSamples] {
    let longest = steps ?? self.longest - 1
    var (x, y) = (Sequences(longest: longest), Sequences(longest: longest))
    var follows = Sequences(element: [7], longest: longest)
    for _ in 0..<samples {
      var (symbols, legal) = ([Int](), [Set<Int>]())
      repeat {
        let more = Self.string(from: &stream)
        if steps == nil, more.symbols.count > self.longest { continue }
        symbols += more.symbols
        legal += more.legal
      } while symbols.count < (steps.map { $0 + 1 } ?? 1)
      let count = steps ?? symbols.count - 1
      x.append(symbols[..<count].map { Float($0) })
      y.append(symbols[1...count].map { Float($0) })
      follows.append(legal[..<count].flatMap { set in (0..<7).map { set.contains($0) ? 1 : 0 } })
    }
    let all = [("x", x), ("y", y), ("legal", follows)]
    return all.map { NamedSamples($0.0, steps == nil ? $0.1.ragged : $0.1.even) }
  }
}
