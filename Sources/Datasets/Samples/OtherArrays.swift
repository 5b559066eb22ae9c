import Graphs
package import Schemas
package import YAML

/// Another array than the one that the list begins with.
package struct From: Transformation {
  package static let title = "from"
  package static let summary =
    "Begins with an array by its name: `input` or `target` of a window, `x` or `y` of a task, or one of "
    + "a file."
  package static let keys: [Key<From>] = [.required("name", \.name, "The name of the array.")]
  package static let examples = ["from: x"]
  package static let shorthand: String? = "name"

  package var name = ""

  package init() {}

  package func apply(
    to content: SampleContent, _ context: inout SampleContext
  ) throws(DataError) -> SampleContent {
    try context.content(name)
  }
}

/// Arrays side by side.
package struct ConcatenateData: NumberTransformation {
  package static let title = "concatenate"
  package static let summary = "Puts another array behind this one, along the last axis."
  package static let keys: [Key<ConcatenateData>] = [
    .required("with", \.name, "The array's name, as `from` has it.")
  ]
  package static let examples = ["concatenate: {with: y}"]
  package static let shorthand: String? = "with"

  package var name = ""

  package init() {}

  package func apply(
    to samples: Samples, _ context: inout SampleContext
  ) throws(DataError) -> Samples {
    let other = try context.content(name).numbers(for: Self.title)
    guard samples.lengths == nil, other.lengths == nil else { throw .ragged(step: Self.title) }
    let (a, b) = (samples.shape.dimensions, other.shape.dimensions)
    guard a.count > 1, a.dropLast() == b.dropLast() else {
      throw .unequalShapes(samples.shape, other.shape)
    }
    let (left, right) = (a[a.count - 1], b[b.count - 1])
    var values: [Float] = []
    var places: [Int32] = []
    for row in 0..<a.dropLast().reduce(1, *) {
      values += samples.values[row * left..<(row + 1) * left]
      values += other.values[row * right..<(row + 1) * right]
      places += samples.places?[row * left..<(row + 1) * left] ?? []
      places += other.places?[row * right..<(row + 1) * right] ?? []
    }
    let columns: [String]? =
      if let first = samples.columns, let second = other.columns { first + second } else { nil }
    return Samples(
      Shape(a.dropLast() + [left + right]), values,
      places: places.count == values.count ? places : nil, columns: columns)
  }
}

/// Whether numbers are greater than others.
package struct GreaterThan: NumberTransformation {
  package static let title = "greater_than"
  package static let summary =
    "1 where a number is greater than `value`, or than another array at one of its steps; else 0."
  package static let keys: [Key<GreaterThan>] = [
    .optional("value", \.value, "The number to exceed.", .float32),
    .optional("from", \.name, "The array to exceed, as `from` has it."),
    .optional(
      "step", \.step, "Which step of that array: from 0, or from -1, the last, backwards.",
      .within(-1_000_000, 1_000_000)),
  ]
  package static let examples = [
    "greater_than: {from: input, step: -1}", "greater_than: {value: 0.5}",
  ]

  package var value: Double?
  package var name: String?
  package var step: Int?

  package init() {}

  package func checkTogether(_ names: [String], of node: Node, _ decoder: inout Decoder) {
    let (hasValue, hasName) = (names.contains("value"), names.contains("from"))
    if hasValue, hasName {
      decoder.report(.alternatives(["value", "from"], owner: Self.title), at: node.range)
    } else if !hasValue, !hasName {
      decoder.report(
        .missingKey(name: "value", owner: Self.title, summary: Self.summary),
        at: decoder.owner ?? node.range)
    }
  }

  package func apply(
    to samples: Samples, _ context: inout SampleContext
  ) throws(DataError) -> Samples {
    guard let name else {
      let bound = Float(value ?? 0)
      return samples.mapped(samples.values.map { $0 > bound ? 1 : 0 })
    }
    let other = try context.content(name).numbers(for: Self.title)
    guard samples.lengths == nil, other.lengths == nil else { throw .ragged(step: Self.title) }
    guard other.shape.rank > 1 else { throw .rank(step: Self.title, needed: 2, other.shape) }
    let steps = other.shape[1]
    let given = step ?? -1
    let place = given < 0 ? steps + given : given
    guard (0..<steps).contains(place) else { throw .step(given, of: other.shape) }
    let bounds = other.picked(axis: 1, [place], columns: nil)
    // One bound a sample and feature; the steps of this array share it.
    let (size, features) = (
      bounds.values.count / max(bounds.count, 1), samples.shape.dimensions.last ?? 1
    )
    guard bounds.count == samples.count, size == features || size == 1 else {
      throw .unequalShapes(samples.shape, bounds.shape)
    }
    let ranges = samples.ranges
    return samples.mapped(
      ranges.enumerated().flatMap { sample, range in
        range.map { index in
          let feature = size == 1 ? 0 : (index - range.lowerBound) % features
          return samples.values[index] > bounds.values[sample * size + feature] ? 1 : 0
        }
      })
  }
}
