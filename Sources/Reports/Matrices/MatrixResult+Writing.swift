import Documents
package import Experiments
package import Files
import Schemas
import Training

extension ResultOutput {
  /// Writes the result of a matrix, or compares it: `runs.csv` and `report.json`.
  package func finish(
    _ matrix: MatrixResult, of file: ExperimentFile
  ) throws(FileProblem) -> [ResultDifference]? {
    let axes = file.axisNames
    let runs = begin(ResultsFolder.runs, of: matrix.name.name)
    try runs.append(
      CSVText.line(["point"] + axes + ["status", "epochs"] + matrix.paths))
    let counts = Set(TrainingCost.paths)
    var values = [[String]](repeating: [], count: axes.count)
    var seen = [Set<String>](repeating: [], count: axes.count)
    for (index, point) in matrix.points.enumerated() {
      let settings = file.settings(of: index)
      let row = axes.map { axis in settings.first { $0.name == axis }?.value ?? "" }
      for (axis, value) in row.enumerated() where seen[axis].insert(value).inserted {
        values[axis].append(value)
      }
      let numbers = zip(matrix.paths, matrix.columns).map { path, column in
        column[index].map { number in
          if counts.contains(path), let count = Int(exactly: number) { return String(count) }
          return NumberText.text(number) ?? NumberText.word(number)
        } ?? ""
      }
      try runs.append(
        CSVText.line(
          ["\(index + 1)"] + row + [point.status.rawValue, point.epochs.map { "\($0)" } ?? ""]
            + numbers))
    }
    let digest = try runs.finish()
    let report = Report(
      matrix, file.matrixDefinition, axes: zip(axes, values).map { ReportAxis($0, $1) },
      configuration: matrix.points.first?.configuration ?? file.firstConfiguration, runs: digest)
    return try commit(report, with: [runs], root: matrix.name.root)
  }
}

extension Report {
  /// The report of a matrix.
  init(
    _ matrix: MatrixResult, _ definition: DataValue, axes: [ReportAxis],
    configuration: DataValue?, runs digest: String
  ) {
    self.init()
    experiment = matrix.name.name
    source = matrix.name.source
    status = matrix.status
    self.configuration = configuration.map { AnyData($0) }
    cost = matrix.cost.map { ReportCost($0) }
    var section = ReportMatrix()
    section.definition = AnyData(definition)
    section.axes = axes
    section.points = matrix.pointCount
    section.runs.done = matrix.count(.done)
    section.runs.passed = matrix.count(.passed)
    section.runs.failed = matrix.count(.failed)
    section.runs.invalid = matrix.count(.invalid)
    section.statistics = KeyedValues(
      zip(matrix.paths, matrix.statistics).map { .init(name: $0, value: ReportStatistics($1)) })
    self.matrix = section
    expectations =
      matrix.expectations.isEmpty ? nil : matrix.expectations.map { ReportExpectation($0) }
    files = KeyedValues([.init(name: ResultsFolder.runs, value: digest)])
  }
}
