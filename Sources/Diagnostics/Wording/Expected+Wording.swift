import Schemas

extension DecodingProblem.Expected {
  /// "an integer".
  package var words: String {
    switch self {
    case .integer: "an integer"
    case .number: "a number"
    case .boolean: "`true` or `false`"
    case .string: "text"
    case .list: "a list"
    case .mapping: "a mapping"
    case .listOrText(let text): "`\(text)` or a list"
    case .choice(let kind): "aeiou".contains(kind.prefix(1)) ? "an \(kind)" : "a \(kind)"
    }
  }

  /// What to write.
  func advice(insteadOf found: DecodingProblem.Found) -> String {
    switch (self, found) {
    case (.integer, .quoted(let text)) where Double(text) != nil,
      (.number, .quoted(let text)) where Double(text) != nil:
      return "remove the quotes"
    case (.integer, .tagged), (.number, .tagged), (.boolean, .tagged): return "remove the tag"
    case (.boolean, .quoted("true")), (.boolean, .quoted("false")): return "remove the quotes"
    case (.number, .plain(let text)) where Double(Self.withPoint(text)) != nil,
      (.number, .quoted(let text)) where Double(Self.withPoint(text)) != nil:
      return "decimals follow a point: write `\(Self.withPoint(text))`"
    case (.boolean, .plain(let text)):
      switch text.lowercased() {
      case "yes", "on", "y", "1": return "write `true`"
      case "no", "off", "n", "0": return "write `false`"
      default: return usualAdvice
      }
    default: return usualAdvice
    }
  }

  private var usualAdvice: String {
    switch self {
    case .integer: "write a whole number, or a formula such as `=length`"
    case .number: "write a number, or a formula such as `=length`"
    case .boolean: "write one of them"
    case .string: "write some, in quotes if in doubt"
    case .list: "write `[a, b]`, or lines that begin with `- `"
    case .mapping(let keys) where keys.isEmpty: "write `key: value`"
    case .mapping(let keys): "write `key: value`; the keys are \(Suggestion.list(keys))"
    case .listOrText(let text): "write `\(text)`, or a list such as `[a, b]`"
    case .choice(let kind):
      "write the name of \(words), or `Name: {arguments}` if the \(kind) has any"
    }
  }

  /// A number with a comma as one with a point.
  private static func withPoint(_ text: String) -> String {
    String(text.map { $0 == "," ? "." : $0 })
  }
}
