import Schemas
import YAML

/// The numbers of a matrix key that is given by its ends.
struct MatrixRange: Configurable {
  static let title = "a range"
  static let summary =
    "Numbers from one to another, such as `{from: 1, to: 100}` for a hundred seeds, `{from: 0.1, to: 0.5, "
    + "step: 0.1}`, or by a factor `{from: 1e-4, to: 0.1, log: true}` for four learning rates."
  static let keys: [Key<MatrixRange>] = [
    .required("from", \.first, "The first number."),
    .required("to", \.last, "Where they end; it is included where a step leads to it."),
    .optional(
      "step", \.step,
      "The distance between them, 1 by default; with `log` the factor, 10 by default.", .above(0)),
    .optional(
      "log", \.isLogarithmic, "Whether each is the one before times `step`, not plus it."),
  ]
  static let examples = ["{from: 1, to: 100}", "{from: 1e-4, to: 0.1, log: true}"]

  var first = 0.0
  var last = 0.0
  var step: Double?
  var isLogarithmic = false

  func checkTogether(_ names: [String], of node: Node, _ decoder: inout Decoder) {
    guard isLogarithmic else { return }
    if first <= 0, let value = node.entry("from")?.value {
      decoder.report(
        .outOfRange(value: Double.spell(first), constraint: .above(0)), at: value.range)
    } else if let step, step <= 1, let value = node.entry("step")?.value {
      decoder.report(
        .outOfRange(value: Double.spell(step), constraint: .above(1)), at: value.range)
    }
  }

  private var distance: Double { step ?? (isLogarithmic ? 10 : 1) }

  /// A sum of decimals is a little off: so much of a step more still is the last.
  private static let slack = 1e-9

  /// How many there are; exact enough to compare with a limit.
  var count: Double {
    guard last >= first else { return 0 }
    guard isLogarithmic else { return ((last - first) / distance + Self.slack).rounded(.down) + 1 }
    // A step of next to nothing has no end; no more are allowed anyhow.
    var (count, value) = (0.0, first)
    while value <= last * (1 + Self.slack), count < 10_000_000 {
      value *= distance
      count += 1
    }
    return count
  }

  /// One of them by its number.
  private subscript(index: Int) -> Double {
    guard isLogarithmic else { return first + Double(index) * distance }
    var factor = 1.0
    for _ in 0..<index { factor *= distance }
    return first * factor
  }

  /// One of them as a file would write it. Fifteen digits leave out what the sum of decimals is off by.
  func text(of index: Int) -> String { Double.spell(Self.rounded(self[index])) }

  private static func rounded(_ number: Double) -> Double {
    guard number != 0, number.isFinite, number != number.rounded() else { return number }
    let shortest = Double.spell(number)
    guard shortest.count > 16 else { return number }
    var scale = 1.0
    var magnitude = number.magnitude
    while magnitude < 1e14, scale < 1e22 { (magnitude, scale) = (magnitude * 10, scale * 10) }
    return (number * scale).rounded() / scale
  }

  /// The number of the one that is this; nil if there is none.
  func index(of number: Double) -> Int? {
    let count = Int(min(count, 10_000_000))
    guard count > 0 else { return nil }
    if isLogarithmic {
      return (0..<min(count, 10_000)).first { Self.rounded(self[$0]) == number }
    }
    let place = ((number - first) / distance).rounded()
    guard place >= 0, place < Double(count), Self.rounded(self[Int(place)]) == number else {
      return nil
    }
    return Int(place)
  }
}
