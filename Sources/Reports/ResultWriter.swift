import Documents
import Experiments
package import Files
package import Training

/// Writes the result of one experiment. It is one set of files, made beside the old one and put in
/// its place together; `report.json` comes last and holds the digests of the others, so that a
/// reader can tell a set that is not whole.
package final class ResultWriter: ResultRecorder {
  private let name: String
  /// The root of the experiment's project.
  private let root: String
  private let folder: ResultsFolder
  private let history: StagedFile
  private var isBegun = false

  init(_ name: ExperimentName, in folder: ResultsFolder) {
    self.name = name.name
    root = name.root
    self.folder = folder
    history = folder.stage(ResultsFolder.history, of: name.name)
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

  package func finish(_ outcome: Outcome, status: ReportStatus) throws(FileProblem) {
    let predictions = folder.stage(ResultsFolder.predictions, of: name)
    try PredictionTable(outcome).write(to: predictions)
    let digests = [
      (ResultsFolder.history, try history.finish(isDurable: folder.isDurable)),
      (ResultsFolder.predictions, try predictions.finish(isDurable: folder.isDurable)),
    ]
    let report = Report(outcome, status: status, files: digests)
    try folder.commit(report, with: [history, predictions], root: root)
  }
}
