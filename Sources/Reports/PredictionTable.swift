import Datasets
import Documents
import Files
import Graphs
import Training

/// `predictions.csv`: a row a value, with its part and output where there are several, its indices,
/// what was predicted and what was wanted.
struct PredictionTable {
  private let names: [String]
  private let predictions: [Tensor]
  private let targets: [Tensor]
  /// The part of each sample; nil where all are trained on.
  private let parts: [String]?

  init(_ outcome: Outcome) {
    names = outcome.experiment.model.network.outputs.map { $0.name }
    predictions = outcome.result.predictions
    targets = outcome.targets
    parts = Self.names(of: outcome.experiment.parts, samples: predictions[0].shape[0])
  }

  private static func names(of parts: SampleParts, samples: Int) -> [String]? {
    guard parts.training.count < samples else { return nil }
    var names = [String](repeating: "train", count: samples)
    for sample in parts.validation { names[sample] = "validation" }
    for sample in parts.test { names[sample] = "test" }
    return names
  }

  func write(to file: StagedFile) throws(FileProblem) {
    let rank = predictions.reduce(0) { max($0, $1.shape.rank) }
    let columns =
      (parts == nil ? [] : ["part"]) + (predictions.count == 1 ? [] : ["output"])
      + Self.axes(rank) + ["prediction", "target"]
    try file.append(columns.joined(separator: ",") + "\n")
    for index in predictions.indices { try write(index, rank: rank, to: file) }
  }

  private static func axes(_ rank: Int) -> [String] {
    let axes = rank == 2 ? ["sample", "feature"] : ["sample", "step", "feature"]
    return rank <= 3 ? Array(axes.prefix(rank)) : (0..<rank).map { "axis\($0)" }
  }

  /// The rows of one output; axes that it does not have are empty.
  private func write(_ output: Int, rank: Int, to file: StagedFile) throws(FileProblem) {
    let shape = predictions[output].shape
    let missing = String(repeating: ",", count: rank - shape.rank)
    let name = predictions.count == 1 ? "" : CSVText.field(names[output]) + ","
    var indices = [Int](repeating: 0, count: shape.rank)
    for (prediction, target) in zip(predictions[output].values, targets[output].values) {
      var row = parts.map { $0[indices[0]] + "," } ?? ""
      row += name
      for index in indices { row += "\(index)," }
      row += missing
      try file.append(row + "\(Self.text(of: prediction)),\(Self.text(of: target))\n")
      var axis = shape.rank - 1
      while axis >= 0 {
        indices[axis] += 1
        if indices[axis] < shape[axis] { break }
        indices[axis] = 0
        axis -= 1
      }
    }
  }

  private static func text(of value: Float) -> String {
    NumberText.text(value) ?? NumberText.word(Double(value))
  }
}
