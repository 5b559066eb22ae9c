/// What the cells of a table of separated values mean.
struct CSVCells {
  /// Cells that are gaps, beside empty ones.
  let missing: [[UInt8]]
  /// `.` or `,`.
  let decimalMark: UInt8
  let decimal = DecimalNumber()

  /// The number of a cell, NaN for a gap; nil where it is none, or none that float32 holds.
  func number(_ bytes: [UInt8], _ cell: Range<Int>) -> Double? {
    // A token such as -999 may be a number.
    if missing.isEmpty, let number = finite(bytes, cell) { return number }
    let range = Self.trimmed(cell, of: bytes)
    return isMissing(bytes, range) ? .nan : finite(bytes, range)
  }

  private func finite(_ bytes: [UInt8], _ range: Range<Int>) -> Double? {
    guard let number = decimal.parse(bytes, range, mark: decimalMark),
      number.magnitude <= Double(Float.greatestFiniteMagnitude)
    else { return nil }
    return number
  }

  func isMissing(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    range.isEmpty || missing.contains { $0.elementsEqual(bytes[range]) }
  }

  /// A cell without spaces around it.
  static func trimmed(_ cell: Range<Int>, of bytes: [UInt8]) -> Range<Int> {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 9 }
    var (first, end) = (cell.lowerBound, cell.upperBound)
    while first < end, isSpace(bytes[first]) { first += 1 }
    while first < end, isSpace(bytes[end - 1]) { end -= 1 }
    return first..<end
  }
}
