/// Text in XML 1.0 (W3C Recommendation, fifth edition, sections 2.2 and 2.4).
package enum XMLText {
  /// Between tags. A carriage return is written as a reference, since a reader makes a line feed of
  /// it otherwise.
  package static func content(_ text: String) -> String {
    escaped(text) { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\r": "&#13;"
      default: nil
      }
    }
  }

  /// Between double quotes. Line feeds and tabs are written as references too, since a reader makes
  /// spaces of them otherwise.
  package static func attribute(_ text: String) -> String {
    escaped(text) { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case "\t": "&#9;"
      case "\n": "&#10;"
      case "\r": "&#13;"
      default: nil
      }
    }
  }

  private static func escaped(
    _ text: String, _ reference: (Unicode.Scalar) -> String?
  ) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if let reference = reference(scalar) {
        result += reference
      } else {
        result.unicodeScalars.append(isAllowed(scalar) ? scalar : "\u{fffd}")
      }
    }
    return result
  }

  /// Characters that XML cannot have in any way, references included, are shown as U+FFFD.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0a, 0x0d: true
    case 0x00..<0x20, 0xfffe, 0xffff: false
    default: true
    }
  }
}
