/// Plain data as JSON (RFC 8259), members in their order, LF. A list of numbers has one a line, so
/// that a diff shows which; other lists and the mappings inside them stand on one line if they fit.
package enum JSONText {
  private static let width = 100

  /// The text, with a line feed at the end.
  package static func text(of value: DataValue) -> String {
    var text = ""
    write(value, to: &text, indent: 0, isInList: false)
    return text + "\n"
  }

  private static func write(
    _ value: DataValue, to text: inout String, indent: Int, isInList: Bool
  ) {
    switch value {
    case .list(let items):
      let line = oneLine(value)
      if items.isEmpty || (!items.contains { $0.isFloating } && indent + line.utf8.count <= width) {
        text += line
      } else {
        writeBlock("[", items.map { (nil, $0) }, "]", to: &text, indent: indent)
      }
    case .mapping(let members):
      let line = oneLine(value)
      if members.isEmpty || (isInList && indent + line.utf8.count <= width) {
        text += line
      } else {
        writeBlock("{", members.map { ($0.name, $0.value) }, "}", to: &text, indent: indent)
      }
    default:
      text += oneLine(value)
    }
  }

  private static func writeBlock(
    _ open: String, _ members: [(name: String?, value: DataValue)], _ close: String,
    to text: inout String, indent: Int
  ) {
    let space = String(repeating: " ", count: indent + 2)
    text += open
    for (index, member) in members.enumerated() {
      text += (index == 0 ? "\n" : ",\n") + space
      if let name = member.name { text += quoted(name) + ": " }
      write(member.value, to: &text, indent: indent + 2, isInList: member.name == nil)
    }
    text += "\n" + String(repeating: " ", count: indent) + close
  }

  private static func oneLine(_ value: DataValue) -> String {
    switch value {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .float(let value): NumberText.text(value) ?? quoted(NumberText.word(Double(value)))
    case .double(let value): NumberText.text(value) ?? quoted(NumberText.word(value))
    case .string(let value): quoted(value)
    case .list(let items): "[" + items.map { oneLine($0) }.joined(separator: ", ") + "]"
    case .mapping(let members):
      "{" + members.map { quoted($0.name) + ": " + oneLine($0.value) }.joined(separator: ", ") + "}"
    }
  }

  /// A string with the escapes that JSON demands.
  package static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

extension DataValue {
  fileprivate var isFloating: Bool {
    switch self {
    case .float, .double: true
    default: false
    }
  }
}
