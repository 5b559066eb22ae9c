import Documents
import Testing

/// How wide text is on a terminal: Unicode Standard Annex 11 (`EastAsianWidth.txt`), and emoji.
@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("a", 1), ("abc ", 4), ("é", 1), ("ß", 1), ("Ω", 1), ("я", 1), ("א", 1), ("→", 1),
    ("…", 1),
    ("─", 1), ("█", 1), ("½", 1), ("\u{a0}", 1), ("₩", 1), ("ｱ", 1), ("\u{ff61}", 1),
    // Wide and full-width.
    ("長さ", 4), ("ア", 2), ("한글", 4), ("Ａ", 2), ("、", 2), ("\u{3000}", 2), ("￥", 2), ("㎏", 2),
    ("\u{2329}", 2), ("\u{fe10}", 2), ("\u{1f200}", 2), ("\u{17000}", 2), ("\u{20000}", 2),
    // The circled numbers between them are ambiguous, so narrow here.
    ("\u{3247}\u{3248}\u{324f}\u{3250}", 6), ("\u{303e}\u{303f}", 3),
    // What combines with the character before it, or is not seen.
    ("e\u{301}", 1), ("\u{301}", 0), ("a\u{20dd}", 1), ("長\u{3099}", 2), ("\u{200b}", 0),
    ("\u{2060}", 0),
    ("a\u{300}\u{301}\u{302}b", 2), ("\u{1112}\u{1161}\u{11ab}", 2),
    // Emoji, alone and put together.
    ("😀", 2), ("🚀", 2), ("⌚", 2), ("✅", 2), ("🇩🇪", 2), ("👍🏽", 2), ("👩‍👩‍👧‍👦", 2), ("1\u{fe0f}\u{20e3}", 2),
    // Characters that are text unless a variation selector says otherwise.
    ("☺", 1), ("☺\u{fe0f}", 2), ("❤", 1), ("❤\u{fe0f}", 2), ("\u{1f321}", 1),
    ("\u{1f321}\u{fe0f}", 2),
    ("™", 1), ("©", 1), ("✓", 1),
  ])
  func `text has columns`(text: String, width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }

  @Test(arguments: [
    ("a\tb", "a    b"),
    ("\u{0}\u{1b}[31m\u{7f}\u{85}\n", "\u{fffd}\u{fffd}[31m\u{fffd}\u{fffd}\u{fffd}"),
    ("\u{202e}abc\u{2066}", "\u{fffd}abc\u{fffd}"), ("é長😀", "é長😀"), ("e\u{301}", "e\u{301}"),
    ("", ""),
  ])
  func `what would move the cursor is replaced`(text: String, expected: String) {
    #expect(DisplayWidth.expanded(text) == expected)
  }
}
