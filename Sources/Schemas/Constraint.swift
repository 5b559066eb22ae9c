/// What a number must satisfy beyond its type.
package enum Constraint: Sendable, Hashable {
  case none
  case atLeast(Double)
  case above(Double)
  /// From the first, included, to the second, included.
  case within(Double, Double)
  /// From the first, included, to the second, excluded.
  case upTo(Double, Double)

  /// Every finite float32: for numbers that the engine computes with.
  package static let float32 = Constraint.within(
    -Double(Float.greatestFiniteMagnitude), Double(Float.greatestFiniteMagnitude))

  /// Whether `number` satisfies it.
  package func allows(_ number: Double) -> Bool {
    switch self {
    case .none: true
    case .atLeast(let low): number >= low
    case .above(let low): number > low
    case .within(let low, let high): number >= low && number <= high
    case .upTo(let low, let high): number >= low && number < high
    }
  }
}
