package import Documents
import Engine
package import Schemas
package import YAML

/// How rows or samples are divided, in their order or shuffled by the seed.
package struct DataSplit: Configurable {
  package static let title = "split"
  package static let summary =
    "How the rows are divided (without `window`, the samples): each part a count, a fraction or "
    + "`rest`."
  package static let keys: [Key<DataSplit>] = [
    .required("train", \.train, "What is trained on, and all that `prepare` learns from."),
    .optional("validation", \.validation, "What is measured after each epoch."),
    .optional("test", \.test, "What is measured once, at the end."),
    .optional("shuffle", \.shuffles, "Whether the seed decides what is in which part."),
  ]

  package var train = PartSize.rest
  package var validation: PartSize?
  package var test: PartSize?
  package var shuffles = false

  package init() {}

  /// The first rows to train on, the others to test with.
  init(training count: Int) {
    train = .count(count)
    test = .rest
  }

  /// The parts of `count` rows or samples.
  package func parts(of count: Int, seed: UInt64) throws(SplitProblem) -> SampleParts {
    let named: [(name: String, size: PartSize)] =
      [("train", train)]
      + [("validation", validation), ("test", test)].compactMap { name, size in
        size.map { (name, $0) }
      }
    var sizes = named.map { $0.size.count(of: count) }
    let rests = named.indices.filter { named[$0].size == .rest }
    if rests.count > 1 { throw .severalRests(named[rests[1]].name) }
    let known = sizes.reduce(0) { $0 + ($1 ?? 0) }
    guard known <= count else {
      throw .tooMany(wanted: known, samples: count)
    }
    if let rest = rests.first {
      sizes[rest] = count - known
    } else if known < count {
      throw .unused(count - known, samples: count)
    }
    for (part, size) in zip(named, sizes) where size == 0 { throw .empty(part.name) }
    var order = Array(0..<count)
    if shuffles {
      var stream = RandomStream(seed: seed, stream: "split")
      order = stream.permutation(count: count)
    }
    var start = 0
    let slices = sizes.map { size in
      defer { start += size ?? 0 }
      // Each part in the order of the data: a shuffled split decides who is in it, no more.
      return order[start..<start + (size ?? 0)].sorted()
    }
    func part(_ name: String) -> [Int] {
      named.firstIndex { $0.name == name }.map { slices[$0] } ?? []
    }
    return SampleParts(
      training: slices[0], validation: part("validation"), test: part("test"))
  }
}

/// Why samples cannot be divided as asked.
package enum SplitProblem: Error, Sendable, Hashable {
  /// More samples are asked for than there are.
  case tooMany(wanted: Int, samples: Int)
  /// Samples would be in no part.
  case unused(Int, samples: Int)
  /// A part has no sample; its name.
  case empty(String)
  /// More than one part takes the rest; the name of the second.
  case severalRests(String)
}

/// The size of a part: a count, a fraction of all, or what is left.
package enum PartSize: SchemaValue, Hashable {
  case count(Int)
  case fraction(Double)
  case rest

  /// How many of `count` samples: the nearest to a fraction, a half rounded up; nil for the rest.
  func count(of count: Int) -> Int? {
    switch self {
    case .count(let size): size
    case .fraction(let fraction): Self.nearest(fraction, of: count)
    case .rest: nil
    }
  }

  /// The count nearest to a fraction, as its decimals say it: 0.145 of 100 are 14.5, so 15, although
  /// the float64 is a little less.
  private static func nearest(_ fraction: Double, of count: Int) -> Int {
    let parts = fraction.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".")
    let decimals = mantissa.count > 1 ? mantissa[1].count : 0
    let shift = decimals - (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    // Below 10⁻¹⁸ of any count there is nothing.
    guard shift <= 18, let digits = Int128(mantissa.joined()) else {
      return Int((fraction * Double(count)).rounded())
    }
    let scale = (0..<shift).reduce(Int128(1)) { product, _ in product * 10 }
    return Int((2 * digits * Int128(count) + scale) / (2 * scale))
  }

  package static func decode(
    _ node: Node, _ constraint: Constraint, _ decoder: inout Decoder
  ) -> PartSize? {
    if case .scalar(let scalar) = node.content, scalar.text == "rest" { return .rest }
    guard let number = Double.decode(node, .above(0), &decoder) else { return nil }
    if number < 1 { return .fraction(number) }
    return Int.decode(node, .atLeast(1), &decoder).map { .count($0) }
  }

  package static func type(_ constraint: Constraint) -> SchemaType {
    .either(.constant("rest"), .number(.above(0)))
  }

  package var encoded: DataValue {
    switch self {
    case .count(let size): .integer(size)
    case .fraction(let fraction): .double(fraction)
    case .rest: .string("rest")
    }
  }
}
