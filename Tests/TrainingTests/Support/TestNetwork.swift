import Graphs
import Layers
import TestSupport
import Training

/// Small networks with data and weights of their own, and ways to train them.
struct TestNetwork {
  let layers: [LayerSpecification]
  let input: Tensor
  let target: Tensor
  /// First values of every parameter, none of them zero.
  let initial: [String: Tensor]

  init(_ layers: [LayerSpecification], sample: Shape, samples: Int, seed: UInt64) throws {
    var random = TestRandom(seed: seed)
    let model = try ModelBuilder.build(layers, sample: sample, batch: samples)
    self.layers = layers
    let shape = Shape([samples] + sample.dimensions)
    input = Tensor(shape, random.floats(shape.elementCount))
    target = Tensor(model.outputShape, random.floats(model.outputShape.elementCount))
    initial = Dictionary(
      uniqueKeysWithValues: model.network.graph.parameters.map { parameter in
        (parameter.name, Tensor(parameter.shape, random.floats(parameter.shape.elementCount)))
      })
  }

  private init(
    _ layers: [LayerSpecification], _ input: Tensor, _ target: Tensor, _ initial: [String: Tensor]
  ) {
    self.layers = layers
    self.input = input
    self.target = target
    self.initial = initial
  }

  /// An LSTM of three units and a dense layer of one.
  static func recurrent(isStateful: Bool = false) -> [LayerSpecification] {
    var lstm = LSTM()
    lstm.units = 3
    lstm.options.isStateful = isStateful
    return [LayerSpecification(lstm), LayerSpecification(Dense())]
  }

  /// The same network with other data or weights.
  func with(
    input: Tensor? = nil, target: Tensor? = nil, initial: [String: Tensor]? = nil
  ) -> TestNetwork {
    TestNetwork(
      layers, input ?? self.input, target ?? self.target, initial ?? self.initial)
  }

  /// The same network with only some of its samples.
  func samples(_ chosen: [Int]) -> TestNetwork {
    func choose(_ tensor: Tensor) -> Tensor {
      let count = tensor.sampleCount
      return Tensor(
        tensor.shape.replacing(axis: 0, with: chosen.count),
        chosen.flatMap { tensor.values[$0 * count..<($0 + 1) * count] })
    }
    return with(input: choose(input), target: choose(target))
  }

  func trainer(
    _ optimizer: any Optimizer = SGD(), epochs: Int = 1, batch: Int, shuffles: Bool = false,
    seed: UInt64 = 1
  ) throws -> Trainer {
    let settings = TrainingSettings(
      loss: MeanSquaredError(), optimizer: optimizer, epochs: epochs, batchSize: batch,
      shuffles: shuffles, seed: seed)
    let sample = Shape(Array(input.shape.dimensions.dropFirst()))
    return try Trainer(settings: settings, target: target.shape) {
      try ModelBuilder.build(layers, sample: sample, batch: $0).network
    }
  }

  func train(
    _ optimizer: any Optimizer = SGD(), epochs: Int = 1, batch: Int, shuffles: Bool = false,
    seed: UInt64 = 1
  ) throws -> KeptTraining {
    try trainer(optimizer, epochs: epochs, batch: batch, shuffles: shuffles, seed: seed)
      .trainKeeping(input: input, target: target, initial: initial)
  }
}
