import Documents
import Experiments
package import Files
package import Training

/// Makes the files of one experiment's result. They are one set, put in the place of the old one, or
/// compared with it, together; `report.json` comes last and holds the digests of the others, so that a
/// reader can tell a set that is not whole.
package final class ResultWriter<Output: ResultOutput>: ResultRecorder {
  private let name: String
  /// The root of the experiment's project.
  private let root: String
  private let output: Output
  private let history: Output.File
  private var isBegun = false

  init(_ name: ExperimentName, in output: Output) {
    self.name = name.name
    root = name.root
    self.output = output
    history = output.begin(ResultsFolder.history, of: name.name)
  }

  package func add(_ record: EpochRecord) throws(FileProblem) {
    if !isBegun {
      isBegun = true
      try history.append(
        "epoch," + record.names.map { CSVText.field($0) }.joined(separator: ",") + "\n")
    }
    var row = "\(record.epoch)"
    for value in record.values { row += "," + (NumberText.text(value) ?? NumberText.word(value)) }
    try history.append(row + "\n")
  }

  package func finish(
    _ outcome: Outcome, status: ReportStatus
  ) throws(FileProblem) -> [ResultDifference]? {
    let predictions = output.begin(ResultsFolder.predictions, of: name)
    try PredictionTable(outcome).write(to: predictions)
    let digests = [
      (ResultsFolder.history, try history.finish()),
      (ResultsFolder.predictions, try predictions.finish()),
    ]
    let report = Report(outcome, status: status, files: digests)
    return try output.commit(report, with: [history, predictions], root: root)
  }
}
