/// Whether text is coloured, and how.
package struct TextStyle: Sendable {
  package let isColored: Bool

  package init(isColored: Bool) {
    self.isColored = isColored
  }

  package static let plain = TextStyle(isColored: false)

  package func error(_ text: String) -> String { paint(text, "1;31") }
  package func success(_ text: String) -> String { paint(text, "32") }
  package func note(_ text: String) -> String { paint(text, "36") }
  package func strong(_ text: String) -> String { paint(text, "1") }
  package func faint(_ text: String) -> String { paint(text, "2") }

  /// The sequence of ECMA-48 that selects a rendition, around the text.
  private func paint(_ text: String, _ rendition: String) -> String {
    isColored ? "\u{1b}[\(rendition)m\(text)\u{1b}[0m" : text
  }
}
