/// Reads decimals, correctly rounded to float64.
struct DecimalNumber {
  private let powersOfTen: [Double] = (0...22).map { power in
    (0..<power).reduce(1.0) { product, _ in product * 10 }
  }
  private let powersOfFive: [UInt64] = (0...27).map { power in
    (0..<power).reduce(UInt64(1)) { product, _ in product * 5 }
  }

  /// The number that bytes write: digits with at most one decimal mark, a sign, an exponent; nil where
  /// they write none.
  ///
  /// Up to 19 digits are an integer m below 2⁶⁴. Where the number is m · 10ⁿ with small n, it is found
  /// exactly: m and 10ⁿ as float64 where both are exact (W. Clinger, How to read floating point numbers
  /// accurately, 1990), else by integer division of m · 2ˢ by 5⁻ⁿ, whose rest only matters as not zero.
  /// Others go to the standard library.
  func parse(_ bytes: [UInt8], _ range: Range<Int>, mark: UInt8) -> Double? {
    var index = range.lowerBound
    let end = range.upperBound
    guard index < end else { return nil }
    let isNegative = bytes[index] == UInt8(ascii: "-")
    if isNegative || bytes[index] == UInt8(ascii: "+") { index += 1 }
    var mantissa: UInt64 = 0
    let first = index
    while index < end {
      let digit = bytes[index] &- 0x30
      if digit > 9 { break }
      mantissa = mantissa &* 10 &+ UInt64(digit)
      index &+= 1
    }
    var digits = index - first
    var exponent = 0
    if index < end, bytes[index] == mark {
      index += 1
      let point = index
      while index < end {
        let digit = bytes[index] &- 0x30
        if digit > 9 { break }
        mantissa = mantissa &* 10 &+ UInt64(digit)
        index &+= 1
      }
      exponent = point - index
      digits -= exponent
    }
    guard digits > 0 else { return nil }
    if index < end, bytes[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      var sign = 1
      if index < end, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
        sign = bytes[index] == UInt8(ascii: "-") ? -1 : 1
        index += 1
      }
      guard index < end else { return nil }
      var written = 0
      while index < end {
        let digit = bytes[index] &- 0x30
        guard digit < 10 else { break }
        // Beyond this every number is zero or infinite.
        written = min(written * 10 + Int(digit), 100_000)
        index += 1
      }
      exponent += sign * written
    }
    guard index == end else { return nil }
    // More digits do not fit, unless they are zeros at the beginning.
    let zeros =
      digits > 19 ? bytes[first..<end].prefix { $0 == 0x30 || $0 == mark }.count { $0 == 0x30 } : 0
    if digits - zeros <= 19, let magnitude = exact(mantissa, exponent) {
      return isNegative ? -magnitude : magnitude
    }
    let text = String(decoding: bytes[range].map { $0 == mark ? 0x2e : $0 }, as: UTF8.self)
    // The standard library reads neither ".5" nor "5.".
    return Double(text) ?? Double(completed(text))
  }

  /// m · 10ⁿ, where it is found by exact steps.
  private func exact(_ mantissa: UInt64, _ exponent: Int) -> Double? {
    if mantissa == 0 { return 0 }
    if mantissa <= 1 << 53, (-22...22).contains(exponent) {
      return exponent < 0
        ? Double(mantissa) / powersOfTen[-exponent] : Double(mantissa) * powersOfTen[exponent]
    }
    guard (-27...(-1)).contains(exponent) else { return nil }
    let divisor = powersOfFive[-exponent]
    // m shifted to the top, and the divisor too: the quotient of 128 by 64 bits then has 64 or 63.
    let (up, down) = (mantissa.leadingZeroBitCount, divisor.leadingZeroBitCount)
    let high = (mantissa << up) >> 1
    let low = (mantissa << up) << 63
    let (quotient, remainder) = (divisor << down).dividingFullWidth((high, low))
    let sticky: UInt64 = remainder == 0 ? 0 : 1
    // m / 5ⁿ = quotient · 2^(down − up − 63), and 10⁻ⁿ has a further 2ⁿ.
    // The exponent is far from the ends of float64: a power of two, which multiplies exactly.
    let power = Double(bitPattern: UInt64(1023 + down - up - 63 + exponent) << 52)
    return Double(quotient | sticky) * power
  }

  private func completed(_ text: String) -> String {
    guard let mark = text.firstIndex(of: ".") else { return text }
    let (before, after) = (text[..<mark], text[text.index(after: mark)...])
    let head = before.last.map { $0.isNumber } == true ? "" : "0"
    let tail = after.first.map { $0.isNumber } == true ? "" : "0"
    return before + head + "." + tail + after
  }
}
