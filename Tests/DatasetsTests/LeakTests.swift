import Datasets
import Documents
import Experiments
import Graphs
import TestSupport
import Testing

/// What is learned is learned from the training rows: whatever stands in later rows changes no training
/// number.
@Suite struct LeakTests {
  private static let preparations = [
    "", "prepare: [scale: {method: minmax}]", "prepare: [scale: {method: standard}]",
    "prepare: [scale: {method: robust}]", "prepare: [scale: {method: mean}]",
    "prepare: [log1p, difference, scale]",
    "prepare: [difference: {lag: 3}, scale: {method: minmax}]",
    "prepare: [one_hot: [wind], scale: {columns: [level]}]",
    "prepare: [lag: {lags: [1, 2], columns: [level]}, scale]",
    "prepare: [resample: {every: {hours: 5}}, fill: {method: linear}, scale]",
    "prepare: [calendar: {parts: [hour]}, scale]",
  ]

  /// Rows of two columns and a category, every eleventh level a gap.
  private static func table(_ testFactor: Double) -> String {
    var random = TestRandom(seed: 11)
    var text = "time,level,load,wind\n"
    for row in 0..<90 {
      let factor = row < 50 ? 1 : testFactor
      let level = Double(random.integer(1...400)) / 4 * factor
      let load = Double(random.integer(1...400)) / 8 * factor
      let wind = row < 50 ? ["N", "S"][random.integer(0...1)] : ["N", "W"][random.integer(0...1)]
      let day = row / 24 + 1
      let hour = row % 24
      text += "2025-03-0\(day) \(hour < 10 ? "0" : "")\(hour):00,"
      text += "\(row > 0 && row % 11 == 0 || row == 49 ? "" : "\(level)"),\(load),\(wind)\n"
    }
    return text
  }

  @Test(arguments: preparations)
  func testRowsTimesTenChangeNoTrainingNumber(_ preparation: String) throws {
    let folder = try TestFolder()
    let isResampled = preparation.contains("resample")
    let columns =
      preparation.contains("wind")
      ? "{time: time, level: number, load: number, wind: category}"
      : "{time: time, level: number, load: number}"
    let text = """
      source: {csv: {file: table.csv, columns: \(columns), missing: {fill: \(isResampled ? "error" : "linear")}}}
      split: {train: 50, validation: 15, test: rest}
      \(preparation)
      window: {past: 3, ahead: 1}
      target: [select: [level], flatten]
      """
    let runs = try [1.0, 10].map { factor in
      try folder.write(Self.table(factor), to: "table.csv")
      let section = try PipelineTests.section(text)
      let start = try PipelineTests.start(section, in: folder.path)
      return (start, try ExperimentData(section, from: start))
    }
    #expect(runs[0].0.steps.map { $0.learned } == runs[1].0.steps.map { $0.learned })
    let parts = try runs[0].0.parts(of: runs[0].1.sampleCount, isTied: false)
    for sample in parts.training {
      for kind in [\ExperimentData.inputs, \ExperimentData.trainingTargets] {
        let values = runs.map { run in
          let samples = run.1[keyPath: kind][0].samples
          return Array(samples.values[samples.ranges[sample]])
        }
        #expect(values[0] == values[1], "sample \(sample)")
      }
    }
    // The test would see a leak: the test part differs.
    let test = try #require(parts.test.last)
    let inputs = runs.map {
      Array($0.1.inputs[0].samples.values[$0.1.inputs[0].samples.ranges[test]])
    }
    #expect(inputs[0] != inputs[1])
  }

  @Test func wordsOfTheTestPartAreNotInTheVocabulary() throws {
    let folder = try TestFolder()
    try folder.write(
      "text,label\nred green,a\ngreen,b\nblue blue blue,a\nblue,b\n", to: "table.csv")
    let section = try PipelineTests.section(
      """
      source: {csv: {file: table.csv, columns: {text: text, label: category}}}
      split: {train: 2, test: rest}
      input: [tokens: {column: text}, pad: {length: 3}]
      target: {category: label}
      """)
    let data = try ExperimentData(
      section, from: try PipelineTests.start(section, in: folder.path))
    // Green is the most frequent, so 2; red is 3; blue is unknown.
    #expect(data.inputs[0].samples.values == [0, 3, 2, 0, 0, 2, 1, 1, 1, 0, 0, 1])
  }
}

extension ExperimentData {
  fileprivate var trainingTargets: [ShapedSamples] { targets ?? [] }
}
