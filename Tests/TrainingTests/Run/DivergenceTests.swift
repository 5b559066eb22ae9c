import Graphs
import Layers
import Testing
import Training

/// Where a training ends before its last epoch, and where it cannot begin.
struct DivergenceTests {
  private func network() throws -> TestNetwork {
    try TestNetwork([LayerSpecification(Dense())], sample: [3], samples: 5, seed: 2)
  }

  /// Each step multiplies the error by about the rate, so float32 overflows within a few epochs.
  @Test func stopsAtTheEpochWhoseLossIsNotFinite() throws {
    var wild = SGD()
    wild.learningRate = 1e8
    let result = try network().train(wild, epochs: 100, batch: 2)
    let stopped = try #require(result.divergedAt)
    #expect(stopped > 1 && stopped < 20)
    #expect(result.losses.count == stopped && result.updates == 3 * stopped)
    #expect(result.losses.dropLast().allSatisfy { $0.isFinite })
    #expect(result.losses.last?.isFinite == false)
    #expect(result.predictions.shape == [5, 1])
  }

  /// An exponential of 1000 is no float32; twice the error 10³⁰ times the input 10³⁰ is none either,
  /// while the loss, in float64, is a number; a rate of 10³⁸ times a gradient of 10³⁰ is none.
  @Test func findsWhereItBegan() throws {
    var dense = Dense()
    dense.activation = .exponential
    #expect(
      try divergence(of: dense, input: 1000)
        == Divergence(update: 1, origin: .layer("dense_1"), changed: nil))
    #expect(
      try divergence(of: Dense(), input: 1e30)
        == Divergence(update: 1, origin: .gradient(.layer("dense_1")), changed: nil))
    var wild = SGD()
    wild.learningRate = 1e38
    #expect(
      try divergence(of: Dense(), input: 1e15, wild)
        == Divergence(update: 1, origin: .update, changed: "dense_1.kernel"))
  }

  /// Of one layer, whose inputs are all the same and whose targets are zero.
  private func divergence(
    of layer: any Layer, input: Float, _ optimizer: any Optimizer = SGD()
  ) throws -> Divergence? {
    let network = try TestNetwork([LayerSpecification(layer)], sample: [3], samples: 4, seed: 2)
    let data = TrainingData(
      inputs: [Tensor([4, 3], [Float](repeating: input, count: 12))],
      targets: [Tensor([4, 1], [Float](repeating: 0, count: 4))])
    return try network.trainer(optimizer, batch: 4).findDivergence(data, in: 1)
  }

  @Test func goesOnWhileTheLossIsFinite() throws {
    let result = try network().train(epochs: 20, batch: 2)
    #expect(result.divergedAt == nil && result.losses.count == 20 && result.updates == 60)
  }

  /// The caller may end it, and is told every epoch in order.
  @Test func stopsWhenTold() throws {
    let network = try network()
    var told: [Int] = []
    let result = try network.trainer(epochs: 20, batch: 5).train(
      input: network.input, target: network.target, initial: network.initial
    ) { record in
      told.append(record.epoch)
      return record.epoch < 4 && record.loss.isFinite
    }
    #expect(told == [1, 2, 3, 4] && result.epochs == 4 && result.divergedAt == nil)
  }

  @Test func refusesATargetOfAnotherShape() throws {
    let network = try network().with(target: Tensor([5, 2], [Float](repeating: 0, count: 10)))
    #expect(
      throws: TrainingError.shape(
        .mismatch(operation: "MeanSquaredError", left: [5, 1], right: [5, 2]))
    ) {
      _ = try network.trainer(batch: 5)
    }
  }

  /// Nothing is allocated for a network that no machine could hold.
  @Test func refusesTooMuchMemory() throws {
    var dense = Dense()
    dense.units = 1_000_000_000
    let settings = TrainingSettings(
      loss: MeanSquaredError(), optimizer: Adam(), epochs: 1, batchSize: 1, shuffles: false,
      seed: 1)
    let error = #expect(throws: TrainingError.self) {
      _ = try Trainer(settings: settings, target: [1, 1_000_000_000]) {
        try ModelBuilder.build([LayerSpecification(dense)], sample: [1], batch: $0).network
      }
    }
    guard case .plan(.tooLarge(let bytes, _, _, _)) = try #require(error) else {
      Issue.record("\(String(describing: error))")
      return
    }
    // Kernel and bias, and two moments of each.
    #expect(bytes >= 24e9 && bytes < 24.001e9)
  }
}
