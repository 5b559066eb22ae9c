import Engine
import Graphs
import Layers
import Testing
import Training

/// Batches, the smaller one at the end included, against trainings that take one batch each.
struct BatchTests {
  private static let samples = 7
  private static let batches = [[0, 1, 2], [3, 4, 5], [6]]

  @Test func remainderIsABatchOfItsOwn() throws {
    let network = try TestNetwork(
      TestNetwork.recurrent(), sample: [4, 2], samples: Self.samples, seed: 3)
    let epochs = 3
    let whole = try network.train(epochs: epochs, batch: 3)
    #expect(whole.updates == 9 && whole.losses.count == epochs)

    var weights = network.initial
    for epoch in 0..<epochs {
      var sum = 0.0
      for batch in Self.batches {
        let part = try network.samples(batch).with(initial: weights).train(batch: batch.count)
        weights = part.weights
        sum += part.losses[0] * Double(batch.count)
      }
      #expect(whole.losses[epoch] == sum / Double(Self.samples), "epoch \(epoch + 1)")
    }
    for (name, tensor) in whole.weights { #expect(tensor.bits == weights[name]?.bits, "\(name)") }
    let apart = network.with(initial: weights).samples([6])
    #expect(whole.predictions.shape == [Self.samples, 1])
    #expect(try whole.predictions.values[6] == prediction(of: apart))
  }

  /// What the weights give for one sample: the loss before an update tells it, for a target of 0.
  private func prediction(of network: TestNetwork) throws -> Float {
    let blank = network.with(target: Tensor(network.target.shape, [0]))
    var still = SGD()
    still.learningRate = 1e-30
    return try blank.train(still, batch: 1).predictions.values[0]
  }

  /// A linear layer with Adam, whose moments both batch sizes share, against float64.
  @Test func remainderSharesTheOptimizer() throws {
    let network = try TestNetwork(
      [LayerSpecification(Dense())], sample: [4], samples: Self.samples, seed: 4)
    let result = try network.train(Adam(), epochs: 20, batch: 3)
    let reference = LinearRegression(network)
    let exact = reference.train(.adam, epochs: 20, batches: Self.batches)
    #expect(zip(result.losses, exact.losses).allSatisfy { abs($0 - $1) < 1e-6 })
    let kernel = try #require(result.weights["dense_1.kernel"]).values
    #expect(zip(kernel, exact.weights).allSatisfy { abs(Double($0) - $1) < 1e-5 })
  }

  /// The same where the backward pass needs zeros of a batch's size: a part of a split that nobody
  /// reads. Plans of both batch sizes must still agree on the places of the moments.
  @Test func remainderSharesTheOptimizerBesideZeros() throws {
    let width = 9
    let network = try TestNetwork(
      [LayerSpecification(Dense())], sample: [4], samples: Self.samples, seed: 4)
    let settings = TrainingSettings(
      loss: MeanSquaredError(), optimizer: Adam(), epochs: 20, batchSize: 3, shuffles: false,
      seed: 1)
    let trainer = try Trainer(settings: settings, target: network.target.shape) { batch in
      var graph = Graph(batch: batch)
      let input = graph.input("input", [batch, 4])
      let kernel = graph.parameter("kernel", [4, width], Zeros())
      let bias = graph.parameter("bias", [width], Zeros())
      let parts = try graph.append(
        Split(axis: 1, sizes: [1, width - 1]), [graph.apply(Gemm(), input, kernel, bias)])
      return Network(graph: graph, input: input, output: parts[0], stateUpdates: [])
    }
    let column = try #require(network.initial["dense_1.kernel"]).values
    let wide = column.flatMap { [$0] + [Float](repeating: 0, count: width - 1) }
    let bias = try #require(network.initial["dense_1.bias"]).values
    let result = trainer.trainKeeping(
      input: network.input, target: network.target,
      initial: [
        "kernel": Tensor([4, width], wide),
        "bias": Tensor([width], bias + [Float](repeating: 0, count: width - 1)),
      ])
    let exact = LinearRegression(network).train(
      .adam, epochs: 20, batches: Self.batches)
    let kernel = try #require(result.weights["kernel"]).values
    // The gradient of the part that nobody reads is zeros of a batch's size; they must not move the
    // moments, which plans of different batch sizes share.
    for row in 0..<4 {
      #expect(abs(Double(kernel[row * width]) - exact.weights[row]) < 1e-5, "row \(row)")
    }
  }

  @Test func batchLargerThanTheDataIsOneBatch() throws {
    let network = try TestNetwork(TestNetwork.recurrent(), sample: [2, 1], samples: 3, seed: 5)
    let large = try network.train(Adam(), epochs: 4, batch: 100)
    let exact = try network.train(Adam(), epochs: 4, batch: 3)
    #expect(large.losses == exact.losses && large.updates == 4)
    #expect(large.predictions == exact.predictions)
  }

  @Test(arguments: InstructionSet.available.map { $0.name })
  func sameBitsWithEveryInstructionSet(_ name: String) throws {
    let instructions = try #require(InstructionSet.named(name))
    let network = try TestNetwork(
      TestNetwork.recurrent(), sample: [4, 2], samples: Self.samples, seed: 6)
    let trainer = try network.trainer(Adam(), epochs: 30, batch: 3, shuffles: true)
    let best = trainer.trainKeeping(input: network.input, target: network.target)
    let other = trainer.trainKeeping(
      input: network.input, target: network.target, instructions: instructions)
    #expect(best.losses.map { $0.bitPattern } == other.losses.map { $0.bitPattern })
    #expect(best.predictions.bits == other.predictions.bits)
    #expect(best.parameters.map { $0.tensor.bits } == other.parameters.map { $0.tensor.bits })
  }
}
