import Datasets
import Documents
import Experiments
import Files
import Graphs
import Training

/// `predictions.csv`: a row a value, with its part and output where there are several, the time or the
/// row that it is of, its indices, what was predicted, what was wanted and what baselines say, in the
/// units of the data.
struct PredictionTable {
  private let names: [String]
  private let outputs: [OutputValues]
  private let baselines: [String]
  /// Whether values are of a time, not of a row.
  private let hasTimes: Bool
  /// The part of each sample; nil where all are trained on.
  private let parts: [String]?

  /// The values of one output.
  private struct OutputValues {
    let shape: Shape
    let predictions: Numbers
    let targets: Numbers
    let baselines: [[Double]]
    /// The time or the row of each value; nil where it has none.
    let moments: [String]?
  }

  /// Numbers as the network sees them, or in the units of the data.
  private enum Numbers {
    case network([Float])
    case data([Double])

    var count: Int {
      switch self {
      case .network(let values): values.count
      case .data(let values): values.count
      }
    }

    /// The shortest decimal that reads back.
    func text(_ index: Int) -> String {
      switch self {
      case .network(let values):
        NumberText.text(values[index]) ?? NumberText.word(Double(values[index]))
      case .data(let values): NumberText.text(values[index]) ?? NumberText.word(values[index])
      }
    }
  }

  init(_ outcome: Outcome) {
    names = outcome.experiment.model.network.outputs.map { $0.name }
    baselines = outcome.evaluation.answers.map { $0.name }
    let rows = outcome.experiment.samples.start.rows
    hasTimes = rows?.columns.contains { $0.kind == .time } == true
    let targets = outcome.experiment.samples.targets ?? []
    outputs = outcome.values.enumerated().map { index, values in
      let units = TargetUnits(targets[index].samples, rows)
      let raw = outcome.result.predictions[index].values
      let sameUnits = !units.areRows || values.predictions.count != values.targets.count
      return OutputValues(
        shape: values.predictionShape,
        predictions: sameUnits ? .network(raw) : .data(values.predictions),
        targets: units.areRows ? .data(values.targets) : .network(targets[index].samples.values),
        baselines: outcome.evaluation.answers.map { $0.outputs[index] },
        moments: !units.areRows ? nil : Self.moments(units, count: values.targets.count))
    }
    parts = Self.names(of: outcome.experiment.parts, samples: outcome.values[0].predictionShape[0])
  }

  private static func names(of parts: SampleParts, samples: Int) -> [String]? {
    guard parts.training.count < samples else { return nil }
    var names = [String](repeating: "train", count: samples)
    for sample in parts.validation { names[sample] = "validation" }
    for sample in parts.test { names[sample] = "test" }
    return names
  }

  private static func moments(_ units: TargetUnits, count: Int) -> [String] {
    let times = units.timeTexts
    return (0..<count).map { index in
      guard let row = units.place(of: index)?.row else { return "" }
      return times.map { $0[row] } ?? "\(row)"
    }
  }

  func write(to file: some ResultFile) throws(FileProblem) {
    let rank = outputs.reduce(0) { max($0, $1.shape.rank) }
    let hasMoments = outputs.contains { $0.moments != nil }
    let columns =
      (parts == nil ? [] : ["part"]) + (outputs.count == 1 ? [] : ["output"])
      + (hasMoments ? [hasTimes ? "time" : "row"] : []) + Self.axes(rank) + [
        "prediction", "target",
      ]
      + baselines.map { "baseline_\($0)" }
    try file.append(columns.joined(separator: ",") + "\n")
    for index in outputs.indices { try write(index, rank: rank, hasMoments, to: file) }
  }

  private static func axes(_ rank: Int) -> [String] {
    let axes = rank == 2 ? ["sample", "feature"] : ["sample", "step", "feature"]
    return rank <= 3 ? Array(axes.prefix(rank)) : (0..<rank).map { "axis\($0)" }
  }

  /// The rows of one output; axes that it does not have are empty.
  private func write(
    _ output: Int, rank: Int, _ hasMoments: Bool, to file: some ResultFile
  ) throws(FileProblem) {
    let values = outputs[output]
    let missing = String(repeating: ",", count: rank - values.shape.rank)
    let name = outputs.count == 1 ? "" : CSVText.field(names[output]) + ","
    var indices = [Int](repeating: 0, count: values.shape.rank)
    // Labels: one target for a row of predictions.
    let each = max(values.predictions.count / max(values.targets.count, 1), 1)
    for place in 0..<values.predictions.count {
      var row = parts.map { $0[indices[0]] + "," } ?? ""
      row += name
      if hasMoments { row += (values.moments?[place / each] ?? "") + "," }
      for index in indices { row += "\(index)," }
      row += missing + values.predictions.text(place) + "," + values.targets.text(place / each)
      for baseline in values.baselines { row += "," + Numbers.data([baseline[place]]).text(0) }
      try file.append(row + "\n")
      var axis = values.shape.rank - 1
      while axis >= 0 {
        indices[axis] += 1
        if indices[axis] < values.shape[axis] { break }
        indices[axis] = 0
        axis -= 1
      }
    }
  }
}
