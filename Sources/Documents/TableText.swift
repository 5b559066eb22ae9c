/// Tables as other programs read them.
package enum TableText {
  /// As Markdown.
  ///
  /// - Parameter columns: those that stand right are numbers
  package static func markdown(_ columns: [TextTable.Column], rows: [[String]]) -> String {
    func line(_ cells: [String]) -> String {
      "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
    }
    let rule = columns.map { $0.alignment == .right ? "---:|" : "---|" }.joined()
    return line(columns.map { $0.title }) + "|" + rule + "\n" + rows.map { line($0) }.joined()
  }

  /// As LaTeX.
  package static func latex(_ columns: [TextTable.Column], rows: [[String]]) -> String {
    func line(_ cells: [String]) -> String {
      "  " + cells.map { latexText($0) }.joined(separator: " & ") + " \\\\\n"
    }
    let form = columns.map { $0.alignment == .right ? "r" : "l" }.joined()
    return "\\begin{tabular}{\(form)}\n  \\hline\n" + line(columns.map { $0.title }) + "  \\hline\n"
      + rows.map { line($0) }.joined() + "  \\hline\n\\end{tabular}\n"
  }

  /// As CSV.
  package static func csv(_ columns: [TextTable.Column], rows: [[String]]) -> String {
    ([columns.map { $0.title }] + rows).map { CSVText.line($0) }.joined()
  }

  private static func latexText(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\textbackslash{}"
      case "&", "%", "$", "#", "_", "{", "}": result += "\\\(character)"
      case "~": result += "\\textasciitilde{}"
      case "^": result += "\\textasciicircum{}"
      case "→": result += "$\\to$"
      case "×": result += "$\\times$"
      case "±": result += "$\\pm$"
      default: result.append(character)
      }
    }
    return result
  }
}

extension DecimalText {
  /// A number rounded to some significant digits, for people; a whole one has no decimals.
  package static func significant(_ number: Double, digits: Int = 6) -> String {
    guard number.isFinite else { return NumberText.word(number) }
    if number == number.rounded(), number.magnitude < 1e15 { return "\(Int(number))" }
    let low = (1..<digits).reduce(1.0) { scale, _ in scale * 10 }
    var (scaled, up, down) = (number.magnitude, 1.0, 1.0)
    while scaled < low, up < 1e300 { (scaled, up) = (scaled * 10, up * 10) }
    while scaled >= low * 10, down < 1e300 { (scaled, down) = (scaled / 10, down * 10) }
    let rounded = (number * up / down).rounded() / up * down
    return NumberText.text(rounded) ?? NumberText.word(rounded)
  }
}
