package import Engine
import Graphs

/// A problem that papers train networks on, drawn by the seed: samples `x` with their answers `y`.
package protocol Task: DataSource {
  var samples: Int { get }

  /// The most numbers of one sample.
  var numbersPerSample: Int { get }

  /// Draws all samples.
  func draw(from stream: inout RandomStream) -> [NamedSamples]
}

extension Task {
  package var isDrawn: Bool { true }
  package var givesRows: Bool { false }

  package var count: Int? {
    let (count, overflow) = samples.multipliedReportingOverflow(by: numbersPerSample)
    return overflow ? Int.max : count
  }

  package func load(_ context: SourceContext) -> SourceData {
    var stream = RandomStream(seed: context.seed, stream: context.stream)
    return .arrays(draw(from: &stream))
  }
}

extension RandomStream {
  /// Uniform among the integers of a range.
  mutating func integer(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(integer(below: UInt32(range.count)))
  }
}

/// Sequences that are drawn one after the other, and their answers.
struct Sequences {
  private var lengths: [Int] = []
  private var values: [Float] = []
  private let element: [Int]
  private let longest: Int

  /// - Parameters:
  ///   - element: the shape of one step; empty for a symbol
  ///   - longest: the most steps that a sequence can have
  init(element: [Int] = [], longest: Int) {
    self.element = element
    self.longest = longest
  }

  mutating func append(_ steps: [Float]) {
    lengths.append(steps.count / element.reduce(1, *))
    values += steps
  }

  /// [samples, steps, …]: of different lengths where sequences can differ.
  var ragged: Samples {
    Samples(lengths: lengths, element: element, values, longest: longest)
  }

  /// [samples, steps, …]; all have the same length.
  var even: Samples {
    Samples(Shape([lengths.count, longest] + element), values)
  }
}
