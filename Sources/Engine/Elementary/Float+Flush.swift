extension Float {
  /// Magnitudes below this count as zero in what is multiplied, so that products are never
  /// subnormal, which some processors compute two hundred times more slowly: 2⁻⁶³, about 1.1e-19.
  package static let smallestOperand: Float = 0x1p-63

  /// The number, or zero where it is smaller in magnitude than `smallestOperand`. NaN stays.
  package var flushed: Float { magnitude < Self.smallestOperand ? 0 : self }
}
