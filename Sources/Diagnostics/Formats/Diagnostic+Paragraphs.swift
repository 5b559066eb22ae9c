extension Diagnostic {
  /// The message, the advice and the note, for readers that show the place themselves; where the
  /// place is in no file, the message says which text is meant.
  var paragraphs: [String] {
    let origin = file == Diagnostic.commandLine ? "\(file): " : ""
    return [origin + message, label?.text ?? "", help ?? ""].filter { !$0.isEmpty }
  }
}
