/// A table as people read it, its columns as wide as the widest text in them on a terminal.
package struct TextTable: Sendable {
  /// At which side of a column its texts stand.
  package enum Alignment: Sendable {
    case left, right
  }

  /// One column: what stands above it and how its texts are aligned.
  package struct Column: Sendable {
    package let title: String
    package let alignment: Alignment

    package static func left(_ title: String) -> Column {
      Column(title: title, alignment: .left)
    }

    package static func right(_ title: String) -> Column {
      Column(title: title, alignment: .right)
    }
  }

  /// What stands between the cells.
  package enum Style: Sendable {
    /// Two spaces between columns; no line ends in spaces.
    case plain
    /// Lines around every cell, strong ones around the header.
    case boxed
  }

  private let columns: [Column]
  private let rows: [[String]]
  private let widths: [Int]

  /// - Parameter rows: the cells, one a column
  package init(_ columns: [Column], rows: [[String]]) {
    precondition(rows.allSatisfy { $0.count == columns.count }, "a row has a cell a column")
    self.columns = columns
    self.rows = rows
    widths = columns.indices.map { index in
      rows.reduce(DisplayWidth.of(columns[index].title)) {
        max($0, DisplayWidth.of($1[index]))
      }
    }
  }

  /// The header and the rows, each line ended by a line feed.
  package func text(_ style: Style = .plain) -> String {
    let header = columns.map { $0.title }
    switch style {
    case .plain: return ([header] + rows).map { plainLine($0) }.joined()
    case .boxed:
      return rule("┏", "┳", "┓", "━") + boxedLine(header, "┃") + rule("┡", "╇", "┩", "━")
        + rows.map { boxedLine($0, "│") }.joined(separator: rule("├", "┼", "┤", "─"))
        + rule("└", "┴", "┘", "─")
    }
  }

  private func plainLine(_ cells: [String]) -> String {
    let line = columns.indices.map { filled(cells[$0], column: $0) }.joined(separator: "  ")
    let end = line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.startIndex
    return line[..<end] + "\n"
  }

  private func boxedLine(_ cells: [String], _ bar: String) -> String {
    let filled = columns.indices.map { self.filled(cells[$0], column: $0) }
    return "\(bar) " + filled.joined(separator: " \(bar) ") + " \(bar)\n"
  }

  private func rule(
    _ left: String, _ middle: String, _ right: String, _ line: Character
  ) -> String {
    let parts = widths.map { String(repeating: line, count: $0 + 2) }
    return left + parts.joined(separator: middle) + right + "\n"
  }

  /// A cell with spaces up to the width of its column.
  private func filled(_ cell: String, column: Int) -> String {
    let space = String(repeating: " ", count: widths[column] - DisplayWidth.of(cell))
    switch columns[column].alignment {
    case .left: return cell + space
    case .right: return space + cell
    }
  }
}
