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

  /// As messages tell it: without a fraction where there is none.
  package static func told(_ value: Double) -> String {
    if let integer = Int(exactly: value) { return String(integer) }
    return text(value) ?? word(value)
  }
}

/// Numbers with a fixed count of decimals, for tables.
package enum DecimalText {
  /// The number rounded half to even, or what stands for one that is not finite.
  package static func text(_ value: Double, decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    let scaled = (value * scale).rounded(.toNearestOrEven)
    guard let whole = Int(exactly: scaled.magnitude) else { return NumberText.word(value) }
    let digits = String(whole)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = scaled < 0 ? "-" : ""
    guard decimals > 0 else { return sign + padded }
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }
}
