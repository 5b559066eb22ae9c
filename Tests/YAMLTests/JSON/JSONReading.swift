import YAML

/// A JSON text read for a test.
struct JSONReading {
  let result: ParseResult

  init(_ text: String, limits: Limits = .standard) {
    self.init(bytes: Array(text.utf8), limits: limits)
  }

  init(bytes: [UInt8], limits: Limits = .standard) {
    result = JSONParser.parse(Source(name: "test.json", bytes: bytes), limits: limits)
  }

  /// The only problem; nil if there is none.
  var problem: SyntaxProblem? { result.problems.count == 1 ? result.problems[0] : nil }

  /// Whether the text was refused: there is one problem and no value.
  var isRefused: Bool { result.root == nil && result.problems.count == 1 }

  /// What was read: numbers and words as they are written, strings in single quotes with a number
  /// for each character that is not printable ASCII: `[1,'a','\u{e9}',{'b':null}]`. Nil if the text
  /// was refused.
  var summary: String? { result.problems.isEmpty ? result.root.map { Self.summary($0) } : nil }

  private static func summary(_ node: Node) -> String {
    switch node.content {
    case .scalar(let scalar): scalar.isPlain ? scalar.text : quoted(scalar.text)
    case .sequence(let items): "[" + items.map { summary($0) }.joined(separator: ",") + "]"
    case .mapping(let entries):
      "{" + entries.map { quoted($0.name) + ":" + summary($0.value) }.joined(separator: ",") + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    let characters = text.unicodeScalars.map { scalar in
      (0x20..<0x7f).contains(scalar.value)
        ? String(scalar) : "\\u{" + String(scalar.value, radix: 16) + "}"
    }
    return "'" + characters.joined() + "'"
  }
}
