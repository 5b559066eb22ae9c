package import Graphs

/// Samples on their way to the network: numbers with a shape, and where each comes from.
package struct Samples: Sendable {
  /// The most numbers of an array.
  package static let limit = 1 << 30

  /// [samples, …]. Where sequences differ in length, axis 1 has the size of the longest.
  package private(set) var shape: Shape
  /// Row-major; of sequences that differ in length, one behind the other without anything between.
  package private(set) var values: [Float]
  /// The length of each sample's axis 1, where they differ.
  package private(set) var lengths: [Int]?
  /// For each value its place in the prepared table, row · columns + column, or −1 where it is no value
  /// of the table; nil where none is.
  package private(set) var places: [Int32]?
  /// The names along the last axis, where it has some.
  package private(set) var columns: [String]?
  /// The most steps that a sequence can have, where the source knows it.
  package private(set) var longest: Int?

  package init(
    _ shape: Shape, _ values: [Float], places: [Int32]? = nil, columns: [String]? = nil
  ) {
    precondition(shape.elementCount == values.count, "samples have the size that their shape says")
    self.shape = shape
    self.values = values
    self.places = places
    self.columns = columns
  }

  /// Sequences of different lengths.
  ///
  /// - Parameters:
  ///   - element: the shape of one step
  ///   - longest: the most steps that another draw could have
  package init(
    lengths: [Int], element: [Int] = [], _ values: [Float], longest: Int? = nil,
    places: [Int32]? = nil
  ) {
    let size = element.reduce(1, *)
    precondition(values.count == lengths.reduce(0, +) * size)
    shape = Shape([lengths.count, lengths.max() ?? 0] + element)
    self.values = values
    self.lengths = lengths
    self.longest = longest
    self.places = places
  }

  package var count: Int { shape[0] }

  /// The numbers of one step.
  var stepSize: Int { shape.dimensions.dropFirst(2).reduce(1, *) }

  /// Where the values of one sample stand, of those that have equal lengths.
  package func range(of sample: Int) -> Range<Int> {
    precondition(lengths == nil, "lengths are padded by then")
    let size = values.count / max(count, 1)
    return sample * size..<(sample + 1) * size
  }

  /// Where the values of each sample stand.
  package var ranges: [Range<Int>] {
    guard let lengths else {
      let size = count == 0 ? 0 : values.count / count
      return (0..<count).map { $0 * size..<($0 + 1) * size }
    }
    var start = 0
    return lengths.map { length in
      defer { start += length * stepSize }
      return start..<start + length * stepSize
    }
  }

  /// The same values in another order, under another shape: value i is the one at `sources[i]`, or
  /// `fill` where that is negative.
  package func gathered(
    _ shape: Shape, _ sources: [Int32], fill: Float = 0, columns: [String]? = nil
  ) -> Samples {
    Samples(
      shape, sources.map { $0 < 0 ? fill : values[Int($0)] },
      places: places.map { places in sources.map { $0 < 0 ? -1 : places[Int($0)] } },
      columns: columns)
  }

  /// The same, of sequences that keep their lengths.
  package func gatheredRagged(_ sources: [Int32], fill: Float = 0) -> Samples {
    var result = self
    result.values = sources.map { $0 < 0 ? fill : values[Int($0)] }
    result.places = places.map { places in sources.map { $0 < 0 ? -1 : places[Int($0)] } }
    return result
  }

  /// The values under another shape.
  package func reshaped(_ shape: Shape) -> Samples {
    Samples(shape, values, places: places)
  }

  /// One value for each, under the same shape; they are no values of the table any more.
  package func mapped(_ values: [Float]) -> Samples {
    var result = self
    result.values = values
    result.places = nil
    return result
  }

  /// Steps of another shape: `values` has for each step as many as `element` says.
  package func replacingSteps(_ element: [Int], _ values: [Float]) -> Samples {
    guard let lengths else {
      return Samples(Shape(shape.dimensions.prefix(2) + element), values)
    }
    return Samples(lengths: lengths, element: element, values, longest: longest)
  }

  /// As training takes them.
  package var tensor: Tensor { Tensor(shape, values) }
}
