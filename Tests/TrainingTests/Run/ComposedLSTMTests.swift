import Engine
import Graphs
import Layers
import Testing
import Training

/// The fused LSTM is a rewrite of a cell run over time steps: both train to the same bits.
struct ComposedLSTMTests {
  @Test(arguments: [true, false], [(units: 3, batch: 19), (5, 2), (17, 1), (18, 7)])
  func trainsToTheSameBits(isMasked: Bool, size: (units: Int, batch: Int)) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("ComposedLSTMTests: masked \(isMasked), \(size), seed \(seed)")
    let fused = try train(isComposed: false, isMasked: isMasked, size, seed: seed)
    let composed = try train(isComposed: true, isMasked: isMasked, size, seed: seed)
    #expect(fused.losses == composed.losses)
    #expect(fused.predictions.values == composed.predictions.values)
    for (a, b) in zip(fused.parameters, composed.parameters) {
      #expect(a.name == b.name && a.tensor.values == b.tensor.values, "\(a.name)")
    }
  }

  private func train(
    isComposed: Bool, isMasked: Bool, _ size: (units: Int, batch: Int), seed: UInt64
  ) throws -> KeptTraining {
    var first = LSTM()
    first.units = size.units
    first.options.returnsSequences = true
    first.options.returnsState = true
    first.isComposed = isComposed
    var second = LSTM()
    second.units = size.units
    second.isComposed = isComposed
    second.options.goesBackwards = true
    let layers =
      (isMasked ? [LayerSpecification(Masking())] : []) + [
        LayerSpecification(first, name: "first"), LayerSpecification(second),
        LayerSpecification(Dense()),
      ]
    let (steps, features, samples) = (7, 3, 2 * size.batch)
    var random = RandomStream(seed: seed, stream: "data")
    let input = (0..<samples * steps * features).map { index in
      isMasked && index / features % 4 == 1 ? 0 : random.float() * 2 - 1
    }
    let target = (0..<samples).map { _ in random.float() }
    let settings = TrainingSettings(
      loss: MeanSquaredError(), optimizer: Adam(), epochs: 5, batchSize: size.batch,
      shuffles: false, seed: seed)
    let trainer = try Trainer(settings: settings, target: [samples, 1]) { batch in
      try ModelBuilder.build(layers, sample: [steps, features], batch: batch).network
    }
    return trainer.trainKeeping(
      input: Tensor([samples, steps, features], input), target: Tensor([samples, 1], target))
  }
}
