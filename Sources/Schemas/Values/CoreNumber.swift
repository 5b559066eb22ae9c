/// The numbers of YAML 1.2's core schema (yaml.org/spec/1.2.2, section 10.3).
package enum CoreNumber {
  /// The integer that `text` writes: `[-+]?[0-9]+`, `0o` octal, `0x` hexadecimal; nil if it writes
  /// none or one that does not fit. `010` is ten.
  static func integer(_ text: String) -> Int? {
    let bytes = text.utf8
    let second = bytes.dropFirst().first
    guard bytes.first == UInt8(ascii: "0"),
      second == UInt8(ascii: "o") || second == UInt8(ascii: "x")
    else { return Int(text) }
    let digits = text.dropFirst(2)
    guard let first = digits.utf8.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "-")
    else { return nil }
    return Int(digits, radix: second == UInt8(ascii: "o") ? 8 : 16)
  }

  /// The number that `text` writes: an integer, or
  /// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`; nil if it writes none. `.inf` and
  /// `.nan` are no numbers here.
  package static func number(_ text: String) -> Double? {
    if let integer = integer(text) { return Double(integer) }
    var rest = Substring(text).utf8
    if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
      rest = rest.dropFirst()
    }
    let whole = dropDigits(&rest)
    var fraction = 0
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      fraction = dropDigits(&rest)
    }
    guard whole + fraction > 0 else { return nil }
    if let e = rest.first, e == UInt8(ascii: "e") || e == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
        rest = rest.dropFirst()
      }
      guard dropDigits(&rest) > 0 else { return nil }
    }
    guard rest.isEmpty else { return nil }
    // Swift reads neither ".5" nor "5." on every platform; zeros around the point change nothing.
    let spelled = text.replacingFirst(".", with: whole == 0 ? "0." : fraction == 0 ? ".0" : ".")
    return Double(spelled)
  }

  private static func dropDigits(_ rest: inout Substring.UTF8View) -> Int {
    var count = 0
    while let digit = rest.first, digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") {
      rest = rest.dropFirst()
      count += 1
    }
    return count
  }
}

extension String {
  fileprivate func replacingFirst(_ character: Character, with text: String) -> String {
    guard let index = firstIndex(of: character) else { return self }
    return String(self[..<index]) + text + String(self[self.index(after: index)...])
  }
}
