/// Numbers as reports write them: the shortest decimal that reads back exactly.
package enum NumberText {
  /// A float32; nil if it is not finite.
  package static func text(_ value: Float) -> String? { value.isFinite ? value.description : nil }

  /// A float64; nil if it is not finite.
  package static func text(_ value: Double) -> String? { value.isFinite ? value.description : nil }

  /// What stands for a number that is not finite, where only text can: "NaN", "Infinity".
  package static func word(_ value: Double) -> String {
    value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity"
  }
}
