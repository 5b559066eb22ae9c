import Diagnostics
import Testing
import YAML

/// Where the caret stands. The expectations are drawn by hand; columns are those of a terminal.
@Suite struct DiagnosticRendererTests {
  @Test func `puts carets under what is meant, and the advice behind them`() {
    #expect(
      Pointing.shown("two", in: "a: 1\nb: two\n") == """
        x.yaml:2:4: error[LAB1002]: a message
            2 | b: two
              |    ^^^ here
        """)
  }

  @Test func `shows tabs as four spaces`() {
    #expect(
      Pointing.shown("two", in: "b:\ttwo\tx") == """
        x.yaml:1:4: error[LAB1002]: a message
            1 | b:    two    x
              |       ^^^ here
        """)
    #expect(
      Pointing.shown("\t", in: "\tb: two") == """
        x.yaml:1:1: error[LAB1002]: a message
            1 |     b: two
              | ^^^^ here
        """)
  }

  @Test func `counts wide characters as two columns`() {
    #expect(
      Pointing.shown("two", in: "長さ: two") == """
        x.yaml:1:5: error[LAB1002]: a message
            1 | 長さ: two
              |       ^^^ here
        """)
    #expect(
      Pointing.shown("長さ", in: "a: 長さ") == """
        x.yaml:1:4: error[LAB1002]: a message
            1 | a: 長さ
              |    ^^^^ here
        """)
    #expect(
      Pointing.shown("x", in: "ｆｕｌｌ한글x").hasSuffix(
        "\n      | " + String(repeating: " ", count: 12) + "^ here"))
  }

  @Test func `counts combining marks as none`() {
    // e with an acute accent of its own, and one with two marks.
    #expect(
      Pointing.shown("two", in: "e\u{301}te\u{323}\u{302}: two") == """
        x.yaml:1:9: error[LAB1002]: a message
            1 | e\u{301}te\u{323}\u{302}: two
              |      ^^^ here
        """)
    #expect(
      Pointing.shown("e\u{301}", in: "a e\u{301} b").hasSuffix("\n      |   ^ here"))
    // Nothing to stand under but a mark: one caret all the same.
    #expect(Pointing.shown("\u{301}", in: "e\u{301}").contains("^ here"))
  }

  @Test func `counts emoji as two columns, however many characters they are made of`() {
    #expect(Pointing.shown("x", in: "🙂 x").hasSuffix("\n      |    ^ here"))
    #expect(Pointing.shown("x", in: "👩‍👩‍👧 x").hasSuffix("\n      |    ^ here"))
    #expect(Pointing.shown("x", in: "🇫🇷 x").hasSuffix("\n      |    ^ here"))
    #expect(Pointing.shown("x", in: "❤️ x").hasSuffix("\n      |    ^ here"))
  }

  @Test func `shows control characters and those that turn text around as a mark`() {
    #expect(
      Pointing.shown("two", in: "a\u{1b}[31m\u{202e}: two") == """
        x.yaml:1:10: error[LAB1002]: a message
            1 | a\u{fffd}[31m\u{fffd}: two
              |          ^^^ here
        """)
  }

  @Test func `clips long lines around the place`() {
    let a = String(repeating: "a", count: 200)
    let b = String(repeating: "b", count: 200)
    // 80 characters before the place and 160 in all.
    #expect(
      Pointing.shown("X", in: a + "X" + b) == """
        x.yaml:1:201: error[LAB1002]: a message
            1 | …\(a.prefix(80))X\(b.prefix(79))…
              |  \(String(repeating: " ", count: 80))^ here
        """)
    #expect(
      Pointing.shown("X", in: "X" + a) == """
        x.yaml:1:1: error[LAB1002]: a message
            1 | X\(a.prefix(159))…
              | ^ here
        """)
    #expect(
      Pointing.shown("X", in: a + "X") == """
        x.yaml:1:201: error[LAB1002]: a message
            1 | …\(a.prefix(80))X
              |  \(String(repeating: " ", count: 80))^ here
        """)
  }

  @Test func `marks no more of a long text than is shown`() {
    let a = String(repeating: "a", count: 1000)
    #expect(
      Pointing.shown(a, in: "b: " + a + " c") == """
        x.yaml:1:4: error[LAB1002]: a message
            1 | b: \(a.prefix(157))…
              |    \(String(repeating: "^", count: 157))
              = here
        """)
  }

  @Test func `puts advice that would not fit on a line of its own`() {
    // 6 for the margin, "| " behind it, 4 before the caret, the caret, a space: 14 + 86 = 100.
    let fitting = String(repeating: "w", count: 86)
    #expect(Pointing.shown("X", in: "abcdX", advice: fitting).hasSuffix("|     ^ \(fitting)"))
    #expect(
      Pointing.shown("X", in: "abcdX", advice: fitting + "w").hasSuffix(
        "|     ^\n      = \(fitting)w"))
  }

  @Test func `shows a problem without advice`() {
    #expect(Pointing.shown("X", in: "abX", advice: "").hasSuffix("\n      |   ^"))
  }

  @Test func `shows the first line of what has several`() {
    #expect(
      Pointing.shown("one\n  two", in: "a: one\n  two\nb: 1") == """
        x.yaml:1:4: error[LAB1002]: a message
            1 | a: one
              |    ^^^ here
        """)
  }

  @Test func `shows the end of the file and of a line`() {
    let source = Source(name: "x.yaml", bytes: Array("ab\n".utf8))
    let end = SourcePosition(line: 2, column: 1, offset: 3)
    let behind = SourcePosition(line: 1, column: 3, offset: 2)
    let renderer = DiagnosticRenderer(style: .plain)
    let texts = [end, behind].map {
      renderer.text(
        Diagnostic(
          .quote, "a message", at: SourceRange(source: source, start: $0, end: $0), "here"))
    }
    #expect(texts[0] == "x.yaml:2:1: error[LAB0007]: a message\n    2 |\n      | ^ here")
    #expect(texts[1] == "x.yaml:1:3: error[LAB0007]: a message\n    1 | ab\n      |   ^ here")
  }

  @Test func `shows a second place with a margin that fits both`() {
    let lines = (1...12_345).map { "line\($0)" }.joined(separator: "\n")
    let diagnostic = Diagnostic(
      .duplicateKey, "a message", at: Pointing.range(of: "line12345", in: lines), "here",
      related: (Pointing.range(of: "line7\n", in: lines), "and here"))
    #expect(
      DiagnosticRenderer(style: .plain).text(diagnostic) == """
        x.yaml:12345:1: error[LAB0011]: a message
         12345 | line12345
               | ^^^^^^^^^ here
             7 | line7
               | ^^^^^ and here
        """)
  }

  @Test func `shows a problem of a whole file without a line`() {
    let diagnostic = Diagnostic(.sameReport, "a message", file: "x.yaml", help: "do this")
    let text = DiagnosticRenderer(style: .plain).text(diagnostic)
    #expect(text == "x.yaml: error[LAB3007]: a message\n  = do this")
  }

  @Test func `says the same in colour`() {
    let diagnostic = Diagnostic(
      .duplicateKey, "a message", at: Pointing.range(of: "長さ", in: "a: 1\n長さ: two\n"), "here",
      related: (Pointing.range(of: "a", in: "a: 1"), "and here"))
    let plain = DiagnosticRenderer(style: .plain).text(diagnostic)
    let colored = DiagnosticRenderer(style: TextStyle(isColored: true)).text(diagnostic)
    #expect(colored.contains("\u{1b}[1;31merror[LAB0011]\u{1b}[0m"))
    #expect(colored.replacing(/\u{1b}\[[0-9;]*m/, with: "") == plain)
  }
}
