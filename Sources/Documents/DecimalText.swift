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
