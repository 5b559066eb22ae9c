import YAML

/// Findings as annotations of GitHub Actions: one workflow command a line.
///
/// Source: GitHub Docs, "Workflow commands for GitHub Actions", and the escapes of its own toolkit:
/// `%`, CR and LF everywhere, `:` and `,` in properties too.
enum GitHubFindings {
  static func text(of findings: Findings) -> String {
    findings.distinct.map { command(for: $0, in: findings) + "\n" }.joined()
  }

  private static func command(for diagnostic: Diagnostic, in findings: Findings) -> String {
    let properties = place(of: diagnostic, in: findings) + [("title", diagnostic.code.rawValue)]
    let list = properties.map { "\($0.name)=\(escapedProperty($0.value))" }.joined(separator: ",")
    return "::error \(list)::\(escaped(diagnostic.paragraphs.joined(separator: "\n")))"
  }

  /// The file, from the root of its project as GitHub has it, and the lines; GitHub takes columns
  /// only within one line.
  private static func place(
    of diagnostic: Diagnostic, in findings: Findings
  ) -> [(name: String, value: String)] {
    guard let file = findings.projectPath(of: diagnostic.file) else { return [] }
    guard let range = diagnostic.label?.range else { return [("file", file)] }
    let isOneLine = range.start.line == range.end.line
    return [
      ("file", file),
      ("line", String(range.start.line)),
      ("col", isOneLine ? String(range.start.column) : ""),
      ("endLine", String(range.end.line)),
      ("endColumn", isOneLine ? String(range.end.column) : ""),
    ].filter { !$0.value.isEmpty }
  }

  private static func escapedProperty(_ text: String) -> String {
    escaped(text, besides: [":": "%3A", ",": "%2C"])
  }

  private static func escaped(
    _ text: String, besides others: [Unicode.Scalar: String] = [:]
  ) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      default:
        if let other = others[scalar] {
          result += other
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }
}
