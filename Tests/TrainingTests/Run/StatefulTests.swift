import Graphs
import Layers
import TestSupport
import Testing
import Training

/// States that go on from batch to batch, against one long sequence with the same weights.
struct StatefulTests {
  private static let steps = 3
  private static let chunks = 4

  /// So small a rate that no weight changes: training only measures.
  private var still: SGD {
    var still = SGD()
    still.learningRate = 1e-30
    return still
  }

  /// `lanes` sequences cut into chunks: a batch is a chunk of each.
  private func chunked(lanes: Int) throws -> TestNetwork {
    try TestNetwork(
      TestNetwork.recurrent(isStateful: true), sample: [Self.steps, 2],
      samples: Self.chunks * lanes, seed: 11)
  }

  /// The same sequences as whole ones: the output of every step.
  private func wholePredictions(_ network: TestNetwork, lanes: Int) throws -> Tensor {
    var lstm = LSTM()
    lstm.units = 3
    lstm.options.returnsSequences = true
    let chunk = network.input.sampleCount
    let values = (0..<lanes).flatMap { lane in
      (0..<Self.chunks).flatMap { index in
        let sample = index * lanes + lane
        return network.input.values[sample * chunk..<(sample + 1) * chunk]
      }
    }
    let length = Self.chunks * Self.steps
    let whole = try TestNetwork(
      [LayerSpecification(lstm), LayerSpecification(Dense())], sample: [length, 2],
      samples: lanes, seed: 1
    ).with(input: Tensor([lanes, length, 2], values), initial: network.initial)
    return try whole.train(still, batch: lanes).predictions
  }

  @Test(arguments: [1, 2])
  func predictionsAreThoseOfOneLongSequence(lanes: Int) throws {
    let network = try chunked(lanes: lanes)
    let predictions = try network.train(still, batch: lanes).predictions
    let whole = try wholePredictions(network, lanes: lanes)
    #expect(whole.shape == [lanes, Self.chunks * Self.steps, 1])
    for sample in 0..<Self.chunks * lanes {
      let (chunk, lane) = (sample / lanes, sample % lanes)
      let last = (lane * Self.chunks + chunk + 1) * Self.steps - 1
      #expect(
        predictions.values[sample].bitPattern == whole.values[last].bitPattern, "\(sample)")
    }
  }

  /// Were a state left over from the epoch before, or from training for predicting, the losses
  /// would differ.
  @Test func everyEpochBeginsFromZero() throws {
    let network = try chunked(lanes: 2)
    let result = try network.train(still, epochs: 3, batch: 2)
    #expect(Set(result.losses).count == 1)
    let errors = zip(result.predictions.values, network.target.values).map {
      (Double($0) - Double($1)) * (Double($0) - Double($1))
    }
    let mean = errors.reduce(0, +) / Double(errors.count)
    #expect(abs(result.losses[0] - mean) < 1e-15)
    #expect(try network.train(still, epochs: 1, batch: 2).predictions == result.predictions)
  }

  /// The state matters at all: without it the later chunks give something else.
  @Test func statelessDiffers() throws {
    let network = try chunked(lanes: 1)
    let stateless = try TestNetwork(
      TestNetwork.recurrent(), sample: [Self.steps, 2], samples: Self.chunks, seed: 11)
    #expect(stateless.input == network.input && stateless.initial == network.initial)
    let (one, other) = (
      try network.train(still, batch: 1).predictions.values,
      try stateless.train(still, batch: 1).predictions.values
    )
    #expect(one[0] == other[0])
    #expect(zip(one, other).dropFirst().allSatisfy { $0 != $1 })
  }

  /// Four chunks with a target each: enough epochs learn them.
  @Test func trains() throws {
    let network = try chunked(lanes: 1)
    var rapid = Adam()
    rapid.learningRate = 0.03
    let result = try network.train(rapid, epochs: 300, batch: 1)
    #expect(result.divergedAt == nil)
    #expect(result.losses[299] < 0.1 * result.losses[0])
  }
}
