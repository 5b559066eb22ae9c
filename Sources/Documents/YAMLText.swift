/// Plain data as YAML that reads back as the same data.
package enum YAMLText {
  private static let width = 80

  /// The text, with a line feed at the end.
  package static func text(of value: DataValue) -> String {
    var text = ""
    write(value, to: &text, indent: 0)
    return text
  }

  /// Writes a value as lines of their own, the first of which may go on behind a `- `.
  private static func write(_ value: DataValue, to text: inout String, indent: Int) {
    let space = String(repeating: " ", count: indent)
    switch value {
    case .mapping(let members) where !members.isEmpty:
      for (index, member) in members.enumerated() {
        text += (index == 0 && text.hasSuffix("- ") ? "" : space) + scalar(member.name) + ":"
        writeMember(member.value, to: &text, indent: indent)
      }
    case .list(let items) where !items.isEmpty:
      for item in items {
        text += space + "- "
        write(item, to: &text, indent: indent + 2)
      }
    default:
      text += inline(value) + "\n"
    }
  }

  private static func writeMember(_ value: DataValue, to text: inout String, indent: Int) {
    let line = inline(value)
    let isBlock =
      switch value {
      case .mapping(let members): !members.isEmpty
      case .list(let items):
        !items.isEmpty && (items.contains { $0.isCollection } || indent + line.count > width)
      default: false
      }
    if isBlock {
      text += "\n"
      write(value, to: &text, indent: indent + 2)
    } else {
      text += " " + line + "\n"
    }
  }

  private static func inline(_ value: DataValue) -> String {
    switch value {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .float(let value): NumberText.text(value) ?? NumberText.word(Double(value))
    case .double(let value): NumberText.text(value) ?? NumberText.word(value)
    case .string(let value): scalar(value)
    case .list(let items): "[" + items.map { inline($0) }.joined(separator: ", ") + "]"
    case .mapping(let members):
      "{" + members.map { scalar($0.name) + ": " + inline($0.value) }.joined(separator: ", ") + "}"
    }
  }

  /// A string as it is, where nothing else could be read in it; else in double quotes.
  private static func scalar(_ text: String) -> String {
    let isPlain =
      text.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic && $0.isASCII || ($0.value >= 0x30 && $0.value <= 0x39)
          || "_-./".unicodeScalars.contains($0)
      }
      && text.unicodeScalars.first.map { $0.properties.isAlphabetic || $0 == "_" } ?? false
      && !["null", "true", "false"].contains(text.lowercased())
    return isPlain ? text : quoted(text)
  }

  /// A string in double quotes. What JSON leaves as it is and YAML bars is escaped too.
  private static func quoted(_ text: String) -> String {
    JSONText.quoted(text).unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar.value {
      case 0x7f...0x9f: result += "\\x" + String(scalar.value, radix: 16)
      case 0xfeff, 0xfffe, 0xffff, 0x2028, 0x2029:
        result += "\\u" + String(scalar.value, radix: 16)
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}

extension DataValue {
  fileprivate var isCollection: Bool {
    switch self {
    case .list, .mapping: true
    default: false
    }
  }
}
