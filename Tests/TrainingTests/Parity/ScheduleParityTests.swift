import Foundation
import Graphs
import Layers
import Schemas
import Testing
import Training
import YAML

/// Learning rates against Keras in float64 (`Fixtures/schedules.py` makes the numbers), and that every
/// step has its own.
struct ScheduleParityTests {
  private struct Fixtures: Decodable {
    struct Case: Decodable {
      /// As an experiment writes it.
      let schedule: String
      let rates: [Double]
    }

    let steps: [Int]
    let cases: [Case]

    static func all() throws -> Fixtures {
      try JSONDecoder().decode(Fixtures.self, from: Fixture.data("schedules.json"))
    }
  }

  @Test func agreesWithKeras() throws {
    let fixtures = try Fixtures.all()
    for one in fixtures.cases {
      let rate = try read(one.schedule)
      for (step, exact) in zip(fixtures.steps, one.rates) {
        let error = abs(rate.rate(at: step) - exact)
        #expect(error <= 1e-13 * exact, "\(one.schedule) at step \(step): \(error / exact)")
      }
      #expect(!rate.isConstant)
    }
  }

  @Test func everyScheduleIsHere() throws {
    let covered = try Fixtures.all().cases.map { $0.schedule.prefix { $0 != ":" } }
    #expect(Set(covered.map(String.init)) == Set(AllSchedules.entries.map { $0.name }))
  }

  /// Ends and middles have no rounding at all.
  @Test func isExactWhereItCanBe() throws {
    let cosine = try read(
      "CosineDecay: {initial_learning_rate: 0, decay_steps: 10, alpha: 0.5, warmup_target: 1, "
        + "warmup_steps: 4}")
    let rates = [0, 1, 2, 3, 4, 9, 14, 1_000_000].map { cosine.rate(at: $0) }
    #expect(rates == [0, 0.25, 0.5, 0.75, 1, 0.75, 0.5, 0.5])
    let staircase = try read(
      "ExponentialDecay: {initial_learning_rate: 0.3, decay_steps: 3, decay_rate: 1, "
        + "staircase: true}")
    #expect((0..<9).allSatisfy { staircase.rate(at: $0) == 0.3 })
  }

  @Test func aNumberIsWrittenAsANumber() throws {
    let (constant, schedule) = (try read("0.25"), try read(Fixtures.all().cases[0].schedule))
    #expect(constant.encoded == .double(0.25) && constant.isConstant)
    #expect(schedule.encoded["ExponentialDecay"]?["staircase"] == .boolean(false))
  }

  /// Six updates with a schedule are six trainings of one update with its rates, bit for bit.
  @Test func everyUpdateHasItsRate() throws {
    let rate = try read(
      "ExponentialDecay: {initial_learning_rate: 0.1, decay_steps: 2, decay_rate: 0.5}")
    let input = Tensor([3, 1], [1, -0.5, 0.25])
    let target = Tensor([3, 1], [0.5, 1, -1])
    func train(
      _ rate: LearningRate, epochs: Int, from weights: [String: Tensor]
    ) throws -> [String: Tensor] {
      var descent = SGD()
      descent.learningRate = rate
      let settings = TrainingSettings(
        loss: MeanSquaredError(), optimizer: descent, epochs: epochs, batchSize: 3,
        shuffles: false, seed: 1)
      let trainer = try Trainer(settings: settings, target: [3, 1]) { batch in
        try ModelBuilder.build([LayerSpecification(Dense())], sample: [1], batch: batch).network
      }
      return trainer.trainKeeping(input: input, target: target, initial: weights).weights
    }
    let whole = try train(rate, epochs: 6, from: [:])
    var stepwise: [String: Tensor] = [:]
    for step in 0..<6 {
      stepwise = try train(.constant(rate.rate(at: step)), epochs: 1, from: stepwise)
    }
    #expect(whole.count == stepwise.count)
    for (name, tensor) in whole { #expect(stepwise[name]?.values == tensor.values) }
  }

  private func read(_ text: String) throws -> LearningRate {
    let parsed = Parser.parse(Source(name: "test.yaml", bytes: Array(text.utf8)))
    let root = try #require(parsed.root)
    var decoder = Decoder()
    let rate = LearningRate.decode(root, .above(0), &decoder)
    return try #require(rate, "\(decoder.problems)")
  }
}
