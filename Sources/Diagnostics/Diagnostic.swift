package import YAML

/// One problem, worded: what, where, and what to do about it.
package struct Diagnostic: Sendable {
  /// A place in a file and what there is to say about it.
  package struct Label: Sendable {
    package let range: SourceRange
    package let text: String
  }

  /// What the command line's own text is called where others name a file.
  package static let commandLine = "--set"

  package let code: DiagnosticCode
  /// What is wrong, in one sentence without a full stop.
  package let message: String
  /// The file, as the person named it.
  package let file: String
  /// The place, and what to do; nil where the whole file is meant.
  package let label: Label?
  /// A second place that has to do with it.
  package let related: Label?
  /// What to do, where there is no place to write it at.
  package let help: String?

  package init(
    _ code: DiagnosticCode, _ message: String, at range: SourceRange, _ advice: String = "",
    related: (SourceRange, String)? = nil
  ) {
    self.code = code
    self.message = message
    file = range.source.name
    label = Label(range: range, text: advice)
    self.related = related.map { Label(range: $0.0, text: $0.1) }
    help = nil
  }

  private init(
    _ code: DiagnosticCode, _ message: String, file: String, label: Label?, related: Label?,
    help: String?
  ) {
    self.code = code
    self.message = message
    self.file = file
    self.label = label
    self.related = related
    self.help = help
  }

  /// Where it stands in its file, in bytes; −1 where the whole file is meant.
  package var offset: Int { label?.range.start.offset ?? -1 }

  /// What tells it from others: two points of a matrix, or two files, may have the same problem.
  package var identity: String { "\(code.rawValue) \(file) \(offset) \(message)" }

  /// The message, the advice and the note, for readers that show the place themselves; where the
  /// place is in no file, the message says which text is meant.
  var paragraphs: [String] {
    let origin = file == Diagnostic.commandLine ? "\(file): " : ""
    return [origin + message, label?.text ?? "", help ?? ""].filter { !$0.isEmpty }
  }

  /// The diagnostic with a note below it, unless it has one.
  package func noting(_ note: String) -> Diagnostic {
    Diagnostic(code, message, file: file, label: label, related: related, help: help ?? note)
  }

  /// The diagnostic with a second place.
  package func relating(to range: SourceRange, _ text: String) -> Diagnostic {
    Diagnostic(
      code, message, file: file, label: label, related: Label(range: range, text: text),
      help: help)
  }

  /// The diagnostic with other advice.
  package func advising(_ advice: String) -> Diagnostic {
    Diagnostic(
      code, message, file: file, label: label.map { Label(range: $0.range, text: advice) },
      related: related, help: label == nil ? advice : help)
  }

  /// A problem of a whole file.
  package init(_ code: DiagnosticCode, _ message: String, file: String, help: String? = nil) {
    self.code = code
    self.message = message
    self.file = file
    label = nil
    related = nil
    self.help = help
  }
}

extension [Diagnostic] {
  /// In the order of the file; what stands at one place stays in its order.
  package func sortedByPlace() -> [Diagnostic] {
    enumerated().sorted { ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset) }
      .map { $0.element }
  }
}
