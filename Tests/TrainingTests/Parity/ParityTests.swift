import Engine
import Graphs
import Testing
import Training

/// The engine's training curves against float64 ones that Keras computed from the same weights.
struct ParityTests {
  /// The bounds are absolute. Keras's own float32 run is up to 4.2e-8 from its float64 losses.
  private static let lossBound = 1e-7
  private static let predictionBound = 1e-5
  private static let weightBound = 1e-4

  @Test(arguments: TutorialNetwork.allCases)
  func followsKeras(_ network: TutorialNetwork) throws {
    let expected = try network.trajectory
    let result = try network.trainer().trainKeeping(
      input: network.input, target: network.target, initial: network.initialWeights)

    #expect(try network.model(batch: 1).network.graph.parameterCount == expected.parameters)
    #expect(result.losses.count == network.epochs && expected.float64.loss.count == network.epochs)
    let losses = zip(result.losses, expected.float64.loss).map { abs($0 - $1) }
    let worst = losses.indices.max { losses[$0] < losses[$1] } ?? 0
    #expect(losses[worst] <= Self.lossBound, "loss of epoch \(worst + 1)")

    #expect(result.predictions.values.count == expected.float64.predictions.count)
    let predictions = worstDifference(result.predictions.values, expected.float64.predictions)
    #expect(predictions <= Self.predictionBound)

    let final = try Fixture.tensors("\(network.rawValue).final.float64.safetensors")
    #expect(result.parameters.count == final.count)
    var weights = 0.0
    for parameter in result.parameters {
      let exact = try #require(final[parameter.name])
      #expect(parameter.tensor.shape.dimensions == exact.shape)
      weights = max(weights, worstDifference(parameter.tensor.values, exact.values))
    }
    #expect(weights <= Self.weightBound)
    print(
      "ParityTests: \(network.rawValue): worst loss \(losses[worst]) (epoch \(worst + 1)),",
      "predictions \(predictions), weights \(weights)")
  }

  /// Without the initial weights of the fixture the curve is another one: the test can fail.
  @Test func ownWeightsGiveAnotherCurve() throws {
    let network = TutorialNetwork.oneToOne
    let result = try network.trainer().trainKeeping(input: network.input, target: network.target)
    #expect(try abs(result.losses[0] - network.trajectory.float64.loss[0]) > Self.lossBound)
  }

  @Test(arguments: InstructionSet.available.map { $0.name })
  func sameBitsWithEveryInstructionSet(_ name: String) throws {
    let instructions = try #require(InstructionSet.named(name))
    for network in TutorialNetwork.allCases {
      let trainer = try network.trainer()
      let initial = try network.initialWeights
      let best = trainer.trainKeeping(
        input: network.input, target: network.target, initial: initial)
      let other = trainer.trainKeeping(
        input: network.input, target: network.target, initial: initial, instructions: instructions)
      #expect(best.losses.map { $0.bitPattern } == other.losses.map { $0.bitPattern })
      #expect(best.predictions.bits == other.predictions.bits)
      #expect(best.parameters.map { $0.tensor.bits } == other.parameters.map { $0.tensor.bits })
    }
  }

  private func worstDifference(_ actual: [Float], _ expected: [Double]) -> Double {
    zip(actual, expected).reduce(0) { max($0, abs(Double($1.0) - $1.1)) }
  }
}

extension Tensor {
  /// The values' bits, so that −0 is not 0 and NaN equals itself.
  var bits: [UInt32] { values.map { $0.bitPattern } }
}
