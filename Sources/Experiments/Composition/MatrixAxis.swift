import Schemas
import YAML

/// One key of a matrix and its values.
struct MatrixAxis: Sendable {
  private enum Values: Sendable {
    case listed([Node])
    /// Made when asked for: a million of them would take much memory.
    case range(MatrixRange)
  }

  let name: String
  let keyRange: SourceRange
  private let place: SourceRange
  private let values: Values

  /// Reads a key's values: a list, or `{from: a, to: b, step: c}`.
  ///
  /// - Parameter decoder: takes the problems of ranges' numbers
  init(_ entry: Node.Entry, _ decoder: inout Decoder) throws(CompositionProblem) {
    name = entry.name
    keyRange = entry.key.range
    place = entry.value.range
    switch entry.value.content {
    case .sequence(let items):
      try Self.checkUnequal(items, of: entry)
      values = .listed(items)
    case .mapping:
      // What is wrong with a range is reported; any one value then stands for it.
      let range = MatrixRange.decode(entry.value, .none, &decoder)
      values = range.map { .range($0) } ?? .listed([entry.value])
    case .scalar: throw CompositionProblem(.matrixForm, at: entry.value.range)
    }
    if count == 0 { throw CompositionProblem(.emptyAxis(name: name), at: place) }
  }

  /// How many values there are, as a float64 where they are more than any limit allows.
  var count: Double {
    switch values {
    case .listed(let nodes): Double(nodes.count)
    case .range(let range): range.count
    }
  }

  /// A value by its number.
  subscript(index: Int) -> Node {
    switch values {
    case .listed(let nodes): nodes[index]
    case .range(let range): Node(scalar: range[index], at: place)
    }
  }

  /// The number of the value that says the same as `node`; nil if there is none.
  ///
  /// - Parameter ignoresCase: whether capitals of ASCII are the same as small letters
  func index(of node: Node, ignoresCase: Bool) -> Int? {
    switch values {
    case .listed(let nodes): nodes.firstIndex { $0.hasSameContent(as: node, ignoresCase) }
    case .range(let range):
      if case .scalar(let scalar) = node.content { range.index(of: scalar.text) } else { nil }
    }
  }

  private static func checkUnequal(
    _ values: [Node], of entry: Node.Entry
  ) throws(CompositionProblem) {
    var seen: [String: SourceRange] = [:]
    for value in values {
      let text = PointValue(value)
      // Folders of some systems do not tell capitals from small letters.
      if let first = seen.updateValue(value.range, forKey: text.canonical.lowercased()) {
        throw CompositionProblem(
          .repeatedValue(text: text.readable, axis: entry.name), at: value.range, related: first)
      }
    }
  }
}

extension Node {
  fileprivate init(scalar number: Int, at range: SourceRange) {
    self.init(
      content: .scalar(Scalar(text: String(number), isPlain: true, tag: nil)), range: range)
  }

  /// Whether two nodes say the same, wherever they stand.
  fileprivate func hasSameContent(as other: Node, _ ignoresCase: Bool) -> Bool {
    switch (content, other.content) {
    case (.scalar(let a), .scalar(let b)): a.text.isSame(as: b.text, ignoresCase)
    case (.sequence(let a), .sequence(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.hasSameContent(as: $1, ignoresCase) }
    case (.mapping(let a), .mapping(let b)):
      a.count == b.count
        && a.allSatisfy { entry in
          b.contains {
            $0.name.isSame(as: entry.name, ignoresCase)
              && $0.value.hasSameContent(as: entry.value, ignoresCase)
          }
        }
    default: false
    }
  }
}

extension String {
  fileprivate func isSame(as other: String, _ ignoresCase: Bool) -> Bool {
    guard ignoresCase else { return self == other }
    func small(_ byte: UInt8) -> UInt8 {
      (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
    return utf8.count == other.utf8.count
      && zip(utf8, other.utf8).allSatisfy { small($0) == small($1) }
  }
}

/// The integers of a matrix key that is given by its ends.
struct MatrixRange: Configurable {
  static let title = "a range"
  static let summary =
    "Integers from one to another."
  static let keys: [Key<MatrixRange>] = [
    .required("from", \.first, "The first integer."),
    .required("to", \.last, "The last integer; it is included."),
    .optional("step", \.step, "The distance between them.", .atLeast(1)),
  ]

  var first = 0
  var last = 0
  var step = 1

  /// How many there are; exact enough to compare with a limit.
  var count: Double {
    last < first ? 0 : ((Double(last) - Double(first)) / Double(step)).rounded(.down) + 1
  }

  /// One of them by its number.
  subscript(index: Int) -> Int { first + index * step }

  /// The number of the one that `text` spells as it is spelled in reports; nil if there is none.
  func index(of text: String) -> Int? {
    guard let number = Int(text), String(number) == text, number >= first, number <= last,
      (number - first) % step == 0
    else { return nil }
    return (number - first) / step
  }
}
