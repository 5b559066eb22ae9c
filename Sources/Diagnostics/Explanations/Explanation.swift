/// A page on one code: what it means, a file that has the problem and one that has not.
package struct Explanation: Sendable {
  /// Text that shows a problem, or its mending.
  package enum Example: Sendable {
    /// Keys laid over `Explanation.base`, as `extends` does it.
    case keys(String)
    /// A whole file.
    case file(String)
    /// A whole file of these bytes, and how an editor shows it.
    case bytes([UInt8], shown: String)
    /// What `--set` is given.
    case setting(String)
    /// Files side by side, each with its name.
    case files([(name: String, text: String)])
    /// What no text can show.
    case situation(String)
  }

  /// One line.
  package let title: String
  package let text: String
  package let wrong: Example
  package let right: Example

  /// The experiment over which the examples' keys are laid.
  package static let base = """
    data:
      source: {ramp: {length: 5}}
      input: {reshape: [5, 1, 1]}
      target: {reshape: [5, 1]}
    model:
      - LSTM: {units: 5}
      - Dense: {units: 1}
    training:
      loss: mean_squared_error
      optimizer: Adam
      epochs: 10
      batch_size: 5

    """

  /// The page as text.
  package func page(of code: DiagnosticCode) -> String {
    """
    \(code.rawValue): \(title)

    \(Self.wrapped(text))

    Wrong:

    \(Self.indented(Self.shown(wrong)))

    Right:

    \(Self.indented(Self.shown(right)))

    """
  }

  /// The text in lines of at most 80 letters.
  private static func wrapped(_ text: String) -> String {
    var lines = [""]
    for word in text.split(separator: " ") {
      let line = lines[lines.count - 1]
      if line.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if line.count + 1 + word.count <= 80 {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func shown(_ example: Example) -> String {
    switch example {
    case .keys(let text), .file(let text), .bytes(_, let text), .situation(let text): text
    case .setting(let text): "lstm-lab run experiments/ --set \(text)"
    case .files(let files): files.map { "# \($0.name)\n\($0.text)" }.joined(separator: "\n")
    }
  }

  private static func indented(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    while lines.last?.isEmpty == true { lines.removeLast() }
    // Very long lines make their point in their first part.
    return lines.map { $0.isEmpty ? "" : "    " + ($0.count > 72 ? $0.prefix(71) + "…" : $0) }
      .joined(separator: "\n")
  }
}

extension DiagnosticCode {
  /// The page on the code.
  package var explanation: Explanation {
    if rawValue < "LAB1000" { return syntaxExplanation }
    if rawValue < "LAB2000" { return schemaExplanation }
    if rawValue < "LAB3000" { return shapeExplanation }
    return rawValue < "LAB4000" ? trainingExplanation : resultExplanation
  }
}
