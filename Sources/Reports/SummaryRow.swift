import Documents

/// A row of `summary.csv`, made from a report.
package struct SummaryRow: Sendable, Hashable {
  /// The row as CSV, ended by a line feed.
  package let line: String

  /// What stands in the place of a status where there is no report to say it.
  package enum Status: String, Sendable {
    /// The report is no report, or of another experiment.
    case unreadable
    /// The report belongs to other files than those beside it.
    case incomplete
  }

  package static let header = CSVText.line([
    "experiment", "status", "parameters", "epochs", "loss", "weights",
  ])

  init(_ fields: [String]) {
    line = CSVText.line(fields)
  }

  init(_ report: Report) {
    let loss = report.training?.final["loss"]
    self.init([
      report.experiment, report.status.rawValue,
      report.model.map { String($0.parameters.total) } ?? "",
      report.training.map { String($0.epochs) } ?? "",
      loss.map { NumberText.text($0) ?? NumberText.word($0) } ?? "",
      report.digest?.weights ?? "",
    ])
  }

  init(_ name: String, _ status: Status) {
    self.init([name, status.rawValue, "", "", "", ""])
  }
}
