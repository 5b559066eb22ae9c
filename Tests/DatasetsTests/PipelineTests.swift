import Datasets
import Documents
import Experiments
import Files
import FoundationEssentials
import Graphs
import Schemas
import TestSupport
import Testing
import Training
import YAML

/// The pipeline beside pandas and NumPy: `Fixtures/make_pipelines.py` computes every case in its own
/// words.
@Suite struct PipelineTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures").path

  /// One case of the fixture.
  struct Case: Decodable, CustomTestStringConvertible {
    struct Sample: Decodable {
      let input: [[Double]]
      let target: [Double]
      let original_target: [Double]
    }
    struct Part: Decodable {
      let samples: Int
      let first: Sample
      let last: Sample
    }
    struct Expected: Decodable {
      let parts: [String: Part]
      let predictions: [Double]?
      let scores: [String: [String: Double]]?
      let baselines: [String: [String: Double]]?
      let season: Int?
      let learned: [String: [String]]?
    }
    let name: String
    let data: String
    let expected: Expected

    var testDescription: String { name }
  }

  static let cases: [Case] = {
    guard let data = try? Data(contentsOf: URL(filePath: folder + "/pipelines.json")),
      let cases = try? JSONDecoder().decode([Case].self, from: data)
    else { return [] }
    return cases
  }()

  @Test func thereAreCases() { #expect(Self.cases.count >= 12) }

  @Test(arguments: cases)
  func equalsTheIndependentComputation(_ one: Case) throws {
    let section = try Self.section(one.data)
    let start = try Self.start(section)
    let data = try ExperimentData(section, from: start)
    let parts = try start.parts(of: data.sampleCount, isTied: false)
    let input = data.inputs[0].samples
    let target = try #require(data.targets)[0].samples
    let units = TargetUnits(target, start.rows)
    let originals = units.targets
    #expect(
      Set(one.expected.parts.keys)
        == Set(Part.allCases.filter { !parts.samples(of: $0).isEmpty }.map { $0.name }))
    for part in Part.allCases {
      guard let expected = one.expected.parts[part.name] else { continue }
      let samples = parts.samples(of: part)
      #expect(samples.count == expected.samples, "\(part.name)")
      for (sample, wanted) in [(samples.first, expected.first), (samples.last, expected.last)] {
        let sample = try #require(sample)
        Self.expectClose(
          input.values[input.ranges[sample]].map { Double($0) }, wanted.input.flatMap { $0 }, 1e-6)
        Self.expectClose(
          target.values[target.ranges[sample]].map { Double($0) }, wanted.target, 1e-6)
        Self.expectClose(Array(originals[target.ranges[sample]]), wanted.original_target, 1e-12)
      }
    }
    for (column, names) in one.expected.learned ?? [:] {
      let learned = start.steps.compactMap { $0.learned[column] }.first
      #expect(learned == .list(names.map { .string($0) }))
    }
    guard let predictions = one.expected.predictions else { return }
    try check(predictions.map { Float($0) }, of: one.expected, units, data, parts)
  }

  /// Scores and baselines in the units of the source.
  private func check(
    _ predictions: [Float], of expected: Case.Expected, _ units: TargetUnits,
    _ data: ExperimentData, _ parts: SampleParts
  ) throws {
    let restored = units.restored(predictions)
    let size = predictions.count / data.sampleCount
    let season = expected.season ?? 1
    let scales = units.scales(season: season)
    for part in Part.allCases {
      guard let wanted = expected.scores?[part.name] else { continue }
      let indices = parts.samples(of: part).flatMap { $0 * size..<($0 + 1) * size }
      func scored(_ values: [Double]) -> ScoredData {
        ScoredData(
          predictions: indices.map { values[$0] }, targets: indices.map { units.targets[$0] },
          classes: size, rowsPerSample: 1, scales: indices.map { scales[$0] })
      }
      for (name, value) in wanted {
        let score = try #require(Choice<AllScores>(named: name))
        let numbers = score.value.values(of: scored(restored))
        Self.expectClose(numbers.map { $0.value }, [value], 1e-9, "\(part.name) \(name)")
      }
      for (name, value) in expected.baselines?[part.name] ?? [:] {
        let baseline: any Baseline =
          if name == "seasonal" {
            { () -> Seasonal in
              var seasonal = Seasonal()
              seasonal.season = season
              return seasonal
            }()
          } else { try #require(Choice<AllBaselines>(named: name)).value }
        let answers = baseline.answers(
          BaselineData(
            units: units, windows: data.start.windows, training: parts.training,
            predictionShape: units.shape))
        let error = MeanAbsoluteErrorScore().value(of: scored(answers))
        Self.expectClose([error], [value], 1e-9, "\(part.name) \(name)")
      }
    }
  }

  // MARK: Help

  static func section(_ text: String) throws -> DataSection {
    let parsed = Parser.parse(Source(name: "data", bytes: Array(text.utf8)))
    var decoder = Decoder()
    let section = DataSection.decode(try #require(parsed.root), .none, &decoder)
    #expect(decoder.problems.isEmpty, "\(decoder.problems)")
    return try #require(section)
  }

  static func start(_ section: DataSection, in folder: String = folder) throws -> DataStart {
    try section.pipeline(seed: 1).start { name throws(FileProblem) in
      try RegularFile(try .named(folder + "/" + name))
    }
  }

  static func expectClose(
    _ given: [Double], _ wanted: [Double], _ tolerance: Double, _ comment: Comment? = nil,
    at location: SourceLocation = #_sourceLocation
  ) {
    #expect(given.count == wanted.count, comment, sourceLocation: location)
    for (a, b) in zip(given, wanted) {
      let isClose = abs(a - b) <= tolerance * max(1, abs(b))
      #expect(
        isClose, "\(comment.map { "\($0): " } ?? "")\(a) is not \(b)", sourceLocation: location)
    }
  }
}
