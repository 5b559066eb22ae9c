import Datasets
import Foundation
import Graphs
import Layers
import Schemas
import Testing
import Training
import YAML

/// Trainings with penalties on the weights against Keras in float64: `Fixtures/regularizers.py` makes
/// the numbers. The losses contain the penalties, in training and in validation.
struct RegularizerParityTests {
  private struct Fixtures: Decodable {
    struct Case: Decodable {
      let kernel: String?
      let recurrent: String?
      let bias: String?
      let loss: [Double]
      let val_loss: [Double]
      let weights: [String: [Double]]
    }

    let initial: [String: [Float]]
    let x: [Float]
    let y: [Float]
    let cases: [Case]
  }

  private static let samples = 10
  private static let trained = 6
  /// Of the largest: twelve steps of a small network.
  private static let bound = 2e-6

  @Test func agreesWithKeras() throws {
    let fixtures = try JSONDecoder().decode(Fixtures.self, from: Fixture.data("regularizers.json"))
    let data = TrainingData(
      inputs: [Tensor([Self.samples, 4, 2], fixtures.x)],
      targets: [Tensor([Self.samples, 2], fixtures.y)],
      parts: SampleParts(
        training: Array(0..<Self.trained), validation: Array(Self.trained..<Self.samples)))
    for one in fixtures.cases {
      let layers = try layers(one)
      var descent = SGD()
      descent.learningRate = 0.0625
      let settings = TrainingSettings(
        objective: Objective(MeanSquaredError()), optimizer: descent, epochs: one.loss.count,
        batchSize: 4, shuffles: false, seed: 1)
      let trainer = try Trainer(
        settings: settings, targets: [[Self.samples, 2]], parts: data.parts
      ) { batch, mode in
        try ModelBuilder.build(layers, sample: [4, 2], batch: batch, mode: mode).network
      }
      var initial: [String: Tensor] = [:]
      for parameter in trainer.plans.network.graph.parameters {
        initial[parameter.name] = Tensor(
          parameter.shape, try #require(fixtures.initial[parameter.name]))
      }
      var records: [EpochRecord] = []
      var weights: [String: [Float]] = [:]
      _ = try trainer.train(
        data, initial: initial,
        onEpoch: { record in
          records.append(record)
          return true
        }, onParameter: { weights[$0.name] = $0.tensor.values })
      for (epoch, record) in records.enumerated() {
        #expect(record.names == ["loss", "val_loss"])
        #expect(abs(record.values[0] / one.loss[epoch] - 1) <= Self.bound)
        #expect(abs(record.values[1] / one.val_loss[epoch] - 1) <= Self.bound)
      }
      for (name, exact) in one.weights {
        let largest = exact.reduce(0) { max($0, abs($1)) }
        let worst = zip(try #require(weights[name]), exact)
          .reduce(0) { max($0, abs(Double($1.0) - $1.1)) }
        #expect(worst <= Self.bound * largest, "\(name): \(worst / largest)")
      }
    }
  }

  /// A factor of zero adds nothing to the graph.
  @Test func noPenaltyWithoutFactors() throws {
    var dense = Dense()
    dense.kernelRegularizer = try regularizer("L1L2")
    let model = try ModelBuilder.build([LayerSpecification(dense)], sample: [3], batch: 2)
    #expect(model.network.penalties.isEmpty)
  }

  private func layers(_ one: Fixtures.Case) throws -> [LayerSpecification] {
    var (lstm, dense) = (LSTM(), Dense())
    lstm.units = 3
    lstm.options.kernelRegularizer = try regularizer(one.kernel)
    lstm.options.recurrentRegularizer = try regularizer(one.recurrent)
    lstm.options.biasRegularizer = try regularizer(one.bias)
    dense.units = 2
    dense.kernelRegularizer = lstm.options.kernelRegularizer
    dense.biasRegularizer = lstm.options.biasRegularizer
    return [LayerSpecification(lstm), LayerSpecification(dense)]
  }

  private func regularizer(_ text: String?) throws -> Choice<AllRegularizers>? {
    guard let text else { return nil }
    let parsed = Parser.parse(Source(name: "test.yaml", bytes: Array(text.utf8)))
    var decoder = Decoder()
    let root = try #require(parsed.root)
    let choice = Choice<AllRegularizers>.decode(root, .none, &decoder)
    #expect(decoder.problems.isEmpty, "\(text)")
    return choice
  }
}
