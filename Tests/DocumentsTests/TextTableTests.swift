import Documents
import Testing

/// Tables as they stand on a terminal.
@Suite struct TextTableTests {
  private static let columns: [TextTable.Column] = [.left("name"), .right("n"), .left("note")]

  @Test func `columns are as wide as their widest text`() {
    let table = TextTable(
      Self.columns, rows: [["a", "1", "x"], ["longer", "1000", "much longer"], ["", "", "y"]])
    #expect(
      table.text() == """
        name       n  note
        a          1  x
        longer  1000  much longer
                      y

        """)
    #expect(
      table.text(.boxed) == """
        ┏━━━━━━━━┳━━━━━━┳━━━━━━━━━━━━━┓
        ┃ name   ┃    n ┃ note        ┃
        ┡━━━━━━━━╇━━━━━━╇━━━━━━━━━━━━━┩
        │ a      │    1 │ x           │
        ├────────┼──────┼─────────────┤
        │ longer │ 1000 │ much longer │
        ├────────┼──────┼─────────────┤
        │        │      │ y           │
        └────────┴──────┴─────────────┘

        """)
  }

  @Test func `texts stand under one another, however wide their characters are`() {
    let table = TextTable(
      [.left("name"), .right("wide")],
      rows: [["長さ", "1"], ["e\u{301}te\u{301}", "長"], ["😀a", "é"]])
    #expect(
      table.text() == """
        name  wide
        長さ     1
        e\u{301}te\u{301}     長
        😀a      é

        """)
    #expect(
      table.text(.boxed) == """
        ┏━━━━━━┳━━━━━━┓
        ┃ name ┃ wide ┃
        ┡━━━━━━╇━━━━━━┩
        │ 長さ │    1 │
        ├──────┼──────┤
        │ e\u{301}te\u{301}  │   長 │
        ├──────┼──────┤
        │ 😀a  │    é │
        └──────┴──────┘

        """)
  }

  @Test func `a table may have no rows`() {
    let table = TextTable(Self.columns, rows: [])
    #expect(table.text() == "name  n  note\n")
    #expect(
      table.text(.boxed) == """
        ┏━━━━━━┳━━━┳━━━━━━┓
        ┃ name ┃ n ┃ note ┃
        ┡━━━━━━╇━━━╇━━━━━━┩
        └──────┴───┴──────┘

        """)
  }

  @Test func `a table may have one column`() {
    let rows = [["a"], ["long"], [""]]
    #expect(TextTable([.left("x")], rows: rows).text() == "x\na\nlong\n\n")
    #expect(TextTable([.right("x")], rows: rows).text() == "   x\n   a\nlong\n\n")
  }

  /// Editors and reviews mark it.
  @Test func `no line ends in a space`() {
    for last in [TextTable.Column.left("x"), .right("x")] {
      let table = TextTable(
        [.left("name"), .left("middle"), last],
        rows: [["a", "b", ""], ["", "", ""], ["a", "", "long"], ["long name", "", ""]])
      for line in table.text().split(separator: "\n", omittingEmptySubsequences: false) {
        #expect(line.last != " ", "\(line.debugDescription)")
      }
    }
    let table = TextTable([.left("a"), .left("b")], rows: [["1", ""], ["22", "3"]])
    #expect(table.text() == "a   b\n1\n22  3\n")
  }

  @Test func `boxes are straight`() {
    let rows = ["", "a", "長", "e\u{301}", "👩‍👩‍👧", "🇩🇪", "ｱ", "Ａ", "☺", "☺\u{fe0f}", "한", "\u{200b}x"]
      .map {
        [$0, $0]
      }
    let lines = TextTable([.left("l"), .right("r")], rows: rows).text(.boxed)
      .split(separator: "\n").map { DisplayWidth.of(String($0)) }
    #expect(Set(lines) == [11])
  }
}
