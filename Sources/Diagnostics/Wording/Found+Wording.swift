import Schemas

extension DecodingProblem.Found {
  /// Longer texts are clipped; in characters.
  private static let clip = 40

  /// "a list", "`abc`", "the text "abc"".
  package var words: String {
    switch self {
    case .nothing: "nothing"
    case .list: "a list"
    case .mapping: "a mapping"
    case .plain(let text): "`\(Self.clipped(text))`"
    case .quoted(let text), .tagged(let text): "the text \"\(Self.clipped(text))\""
    }
  }

  /// The text's beginning, on one line.
  private static func clipped(_ text: String) -> String {
    let line = String(text.map { $0.isNewline ? " " : $0 })
    return line.count <= clip ? line : line.prefix(clip - 1) + "…"
  }
}
