import Graphs
package import Schemas

/// Sequences brought to one length.
///
/// - Source: https://keras.io/api/data_loading/timeseries/#pad_sequences-function
package struct Pad: NumberTransformation {
  package static let title = "pad"
  package static let summary =
    "Brings sequences to one length: shorter ones are filled up, longer ones cut. As in Keras both "
    + "happens `before` the sequence unless it says `after`."
  package static let keys: [Key<Pad>] = [
    .optional(
      "length", \.length,
      "The length; by default that of the longest sequence: the longest that a task can draw, or of the "
        + "training part.", .within(1, 10_000_000)),
    .optional("side", \.side, "Where what is missing is added: `before` or `after`."),
    .optional("cut", \.cut, "Where what is too much is cut off: `before` or `after`."),
    .optional("value", \.value, "What is added.", .float32),
  ]
  package static let examples = [
    "pad", "pad: {length: 12, side: before, cut: before}", "pad: {side: after, value: -1}",
  ]

  /// An end of a sequence.
  package enum Side: String, SchemaEnumeration {
    case before, after

    package static let kind = "side"
  }

  package var length: Int?
  package var side = Side.before
  package var cut = Side.before
  package var value = 0.0

  package init() {}

  package func apply(
    to samples: Samples, _ context: inout SampleContext
  ) throws(DataError) -> Samples {
    guard samples.shape.rank > 1 else {
      throw .rank(step: Self.title, needed: 2, samples.shape)
    }
    let lengths = samples.lengths ?? [Int](repeating: samples.shape[1], count: samples.count)
    let length = if let length { length } else { try longest(samples, lengths, &context) }
    let size = samples.stepSize
    let shape = samples.shape.replacing(axis: 1, with: length)
    guard shape.elementCount <= Samples.limit else { throw .tooMany(limit: Samples.limit) }
    var sources: [Int32] = []
    sources.reserveCapacity(length * size * samples.count)
    for (range, given) in zip(samples.ranges, lengths) {
      let kept = min(given, length)
      let padding = repeatElement(Int32(-1), count: (length - kept) * size)
      let first = range.lowerBound + (cut == .before ? (given - kept) * size : 0)
      if side == .before { sources += padding }
      sources += (first..<first + kept * size).map { Int32($0) }
      if side == .after { sources += padding }
    }
    return samples.gathered(
      shape, sources, fill: Float(value),
      columns: samples.columns)
  }

  private func longest(
    _ samples: Samples, _ lengths: [Int], _ context: inout SampleContext
  ) throws(DataError) -> Int {
    if samples.lengths == nil { return samples.shape[1] }
    if let longest = samples.longest { return longest }
    let training = try context.training(count: samples.count)
    let longest = training.reduce(1) { max($0, lengths[$1]) }
    if let over = lengths.first(where: { $0 > longest }) {
      throw .longSequence(over, longest: longest)
    }
    return longest
  }
}
