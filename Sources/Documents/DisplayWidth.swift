/// How much room text takes on a terminal, so that a caret stands under what it means.
package enum DisplayWidth {
  /// Columns between tab stops, as terminals and most editors have them by default.
  private static let tab = 4

  /// The text as it is shown, whatever it quotes.
  package static func expanded(_ text: String) -> String {
    expanded(Array(text.unicodeScalars)[...])
  }

  /// The text as it is shown: tabs become spaces, control characters a mark.
  package static func expanded(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    for scalar in scalars {
      switch scalar.value {
      case 0x09: text.append(contentsOf: repeatElement(" ", count: tab))
      case 0..<0x20, 0x7f..<0xa0, 0x202a...0x202e, 0x2066...0x2069: text.append("\u{fffd}")
      default: text.append(scalar)
      }
    }
    return String(text)
  }

  /// Columns of a text: two for wide characters (Unicode's East Asian Width, and emoji), none for
  /// those that combine with the one before.
  package static func of(_ text: String) -> Int {
    text.reduce(0) { sum, character in
      guard let first = character.unicodeScalars.first else { return sum }
      if isCombining(first) { return sum }
      let isEmoji =
        first.properties.isEmojiPresentation
        || character.unicodeScalars.contains { $0.value == 0xfe0f }
      return sum + (isEmoji || isWide(first.value) ? 2 : 1)
    }
  }

  private static func isCombining(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: true
    default: false
    }
  }

  /// The blocks whose characters are wide or full-width (Unicode Standard Annex 11), but those of
  /// emoji.
  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115f, 0x2329...0x232a, 0x2e80...0x303e, 0x3041...0x3247, 0x3250...0x4dbf,
      0x4e00...0x9fff, 0xa000...0xa4cf, 0xa960...0xa97f, 0xac00...0xd7a3, 0xf900...0xfaff,
      0xfe10...0xfe19, 0xfe30...0xfe6f, 0xff01...0xff60, 0xffe0...0xffe6, 0x16fe0...0x18dff,
      0x1aff0...0x1b2ff, 0x1f200...0x1f265, 0x20000...0x3fffd:
      true
    default: false
    }
  }
}
