/// Tables as CSV (RFC 4180, but with LF, which git diffs better).
package enum CSVText {
  /// The text of a header and rows, each ended by a line feed.
  package static func text(header: [String], rows: [[String]]) -> String {
    ([header] + rows).map { line($0) }.joined()
  }

  /// One row, ended by a line feed.
  package static func line(_ fields: [String]) -> String {
    fields.map { field($0) }.joined(separator: ",") + "\n"
  }

  /// A field, in quotes where it needs them.
  package static func field(_ text: String) -> String {
    guard text.utf8.contains(where: { [0x22, 0x2c, 0x0a, 0x0d].contains($0) }) else { return text }
    var quoted = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      quoted.append(scalar)
      if scalar == "\"" { quoted.append(scalar) }
    }
    return "\"" + String(quoted) + "\""
  }

  /// The rows of a table that `text` wrote, the header among them; quotes are understood.
  package static func rows(of text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var isQuoted = false
    var characters = Array(text.unicodeScalars)[...]
    while let character = characters.popFirst() {
      if isQuoted {
        if character != "\"" {
          field.unicodeScalars.append(character)
        } else if characters.first == "\"" {
          characters.removeFirst()
          field += "\""
        } else {
          isQuoted = false
        }
        continue
      }
      switch character {
      case "\"": isQuoted = true
      case ",":
        row.append(field)
        field = ""
      case "\n":
        rows.append(row + [field])
        row = []
        field = ""
      case "\r": break
      default: field.unicodeScalars.append(character)
      }
    }
    if !field.isEmpty || !row.isEmpty { rows.append(row + [field]) }
    return rows
  }
}
