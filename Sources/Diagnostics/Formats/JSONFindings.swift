import Documents
import Schemas

/// Findings as lstm-lab's own JSON. Lines and columns count from 1, columns in Unicode scalars, and
/// an end is the place behind the last character. What there is nothing to say about is left out.
enum JSONFindings {
  /// Raised when a member gets another meaning; new members do not raise it.
  private static let format = 1

  static func text(of findings: Findings) -> String {
    JSONText.text(
      of: .mapping([
        .init("format", .integer(format)),
        .init("files", .list(findings.files.map { file($0) })),
      ]))
  }

  private static func file(_ file: FileFindings) -> DataValue {
    .mapping([
      .init("path", .string(file.path)),
      .init("experiments", .list(file.experiments.map { experiment($0) })),
      .init("diagnostics", .list(file.diagnostics.map { diagnostic($0) })),
    ])
  }

  private static func experiment(_ experiment: ExperimentFindings) -> DataValue {
    var members: [DataValue.Member] = [
      .init("name", .string(experiment.name)),
      .init("status", .string(experiment.status.rawValue)),
      .init("diagnostics", .list(experiment.diagnostics.map { diagnostic($0) })),
    ]
    if !experiment.numbers.isEmpty {
      members.append(
        .init(
          "numbers", .mapping(experiment.numbers.map { .init($0.path, .double($0.value)) })))
    }
    if let report = experiment.report { members.append(.init("report", .string(report))) }
    return .mapping(members)
  }

  private static func diagnostic(_ diagnostic: Diagnostic) -> DataValue {
    var members: [DataValue.Member] = [
      .init("code", .string(diagnostic.code.rawValue)),
      .init("message", .string(diagnostic.message)),
      .init("file", .string(diagnostic.file)),
    ]
    if let label = diagnostic.label {
      members += place(label)
      if !label.text.isEmpty { members.append(.init("advice", .string(label.text))) }
    }
    if let help = diagnostic.help { members.append(.init("help", .string(help))) }
    if let related = diagnostic.related {
      var other: [DataValue.Member] = [.init("file", .string(related.range.source.name))]
      other += place(related)
      if !related.text.isEmpty { other.append(.init("text", .string(related.text))) }
      members.append(.init("related", .mapping(other)))
    }
    return .mapping(members)
  }

  private static func place(_ label: Diagnostic.Label) -> [DataValue.Member] {
    [
      .init("line", .integer(label.range.start.line)),
      .init("column", .integer(label.range.start.column)),
      .init("end_line", .integer(label.range.end.line)),
      .init("end_column", .integer(label.range.end.column)),
    ]
  }
}
