import Documents
import Experiments
package import Files
import Graphs

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

  package func add(epoch: Int, loss: Double) throws(FileProblem) {
    if !isBegun {
      isBegun = true
      try history.append("epoch,loss\n")
    }
    try history.append("\(epoch),\(Self.text(of: loss))\n")
  }

  package func finish(_ outcome: Outcome, status: ReportStatus) throws(FileProblem) {
    let predictions = folder.stage(ResultsFolder.predictions, of: name)
    try Self.write(outcome.result.predictions, besides: outcome.target, to: predictions)
    let digests = [
      (ResultsFolder.history, try history.finish(isDurable: folder.isDurable)),
      (ResultsFolder.predictions, try predictions.finish(isDurable: folder.isDurable)),
    ]
    let report = Report(outcome, status: status, files: digests)
    try folder.commit(report, with: [history, predictions], root: root)
  }

  /// One row a value: its indices, what was predicted and what was wanted.
  private static func write(
    _ predictions: Tensor, besides target: Tensor, to file: StagedFile
  ) throws(FileProblem) {
    let shape = predictions.shape
    let axes = shape.rank == 2 ? ["sample", "feature"] : ["sample", "step", "feature"]
    let header =
      shape.rank <= 3 ? Array(axes.prefix(shape.rank)) : (0..<shape.rank).map { "axis\($0)" }
    try file.append(header.joined(separator: ",") + ",prediction,target\n")
    var indices = [Int](repeating: 0, count: shape.rank)
    for (prediction, target) in zip(predictions.values, target.values) {
      var row = ""
      for index in indices { row += "\(index)," }
      try file.append(row + "\(text(of: prediction)),\(text(of: target))\n")
      var axis = shape.rank - 1
      while axis >= 0 {
        indices[axis] += 1
        if indices[axis] < shape[axis] { break }
        indices[axis] = 0
        axis -= 1
      }
    }
  }

  private static func text(of value: Double) -> String {
    NumberText.text(value) ?? NumberText.word(value)
  }

  private static func text(of value: Float) -> String {
    NumberText.text(value) ?? NumberText.word(Double(value))
  }
}
