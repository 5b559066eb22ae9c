import Schemas

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
