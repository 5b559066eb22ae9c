import Graphs
package import Schemas

/// Time steps moved.
package struct Shift: NumberTransformation {
  package static let title = "shift"
  package static let summary =
    "Moves the time steps: with `by: 1` each stands one step later, the first is `fill`, and the last is "
    + "left out. So a decoder sees what came before."
  package static let keys: [Key<Shift>] = [
    .optional(
      "by", \.steps, "How many steps later; earlier if negative.",
      .within(-1_000_000, 1_000_000)),
    .optional("fill", \.fill, "What stands where nothing moved to.", .float32),
  ]
  package static let examples = ["shift: {by: 1, fill: 10}"]

  package var steps = 1
  package var fill = 0.0

  package init() {}

  package func apply(
    to samples: Samples, _ context: inout SampleContext
  ) throws(DataError) -> Samples {
    try samples.reordered(for: Self.title, fill: Float(fill)) { step, length in
      (0..<length).contains(step - steps) ? step - steps : nil
    }
  }
}

/// The time steps in reverse.
package struct ReverseSteps: NumberTransformation {
  package static let title = "reverse"
  package static let summary = "The time steps of each sequence in reverse."
  package static let keys: [Key<ReverseSteps>] = []
  package static let examples = ["reverse"]

  package init() {}

  package func apply(
    to samples: Samples, _ context: inout SampleContext
  ) throws(DataError) -> Samples {
    try samples.reordered(for: Self.title) { step, length in length - 1 - step }
  }
}

extension Samples {
  /// The steps of each sequence in another order.
  ///
  /// - Parameter source: the step that comes to stand at a step of a sequence of a length; nil: `fill`
  func reordered(
    for title: String, fill: Float = 0, _ source: (Int, Int) -> Int?
  ) throws(DataError) -> Samples {
    guard shape.rank > 1 else { throw .rank(step: title, needed: 2, shape) }
    let size = stepSize
    var sources: [Int32] = []
    sources.reserveCapacity(values.count)
    for (sample, range) in ranges.enumerated() {
      let length = lengths?[sample] ?? shape[1]
      for step in 0..<length {
        guard let from = source(step, length) else {
          sources += repeatElement(-1, count: size)
          continue
        }
        let first = range.lowerBound + from * size
        sources += (first..<first + size).map { Int32($0) }
      }
    }
    return lengths == nil
      ? gathered(shape, sources, fill: fill, columns: columns)
      : gatheredRagged(sources, fill: fill)
  }
}
