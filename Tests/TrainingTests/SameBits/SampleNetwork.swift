import Graphs
import LayerSupport
import Layers
import Training

/// A network with the way to train it, of sizes that leave vectors, tiles and parts incomplete.
struct SampleNetwork: CustomStringConvertible {
  let name: String
  let batch: Int
  /// Where that is no multiple of the batch, the last batch of an epoch is smaller.
  let samples: Int
  let optimizer: any Optimizer
  /// For batches of a size.
  let build: @Sendable (Int) throws -> Network

  /// The samples hold whole numbers under this one; nil: any numbers.
  private(set) var classes: Int?
  /// Whether every third step of the samples is zeros.
  private(set) var hasPadding = false

  var description: String { name }

  init(
    _ name: String, batch: Int, samples: Int, _ optimizer: any Optimizer,
    _ build: @escaping @Sendable (Int) throws -> Network
  ) {
    self.name = name
    self.batch = batch
    self.samples = samples
    self.optimizer = optimizer
    self.build = build
  }

  /// An example of a layer, below a mask where it takes one.
  init(_ example: LayerExample, isMasked: Bool) throws {
    let isStateful = try example.model(batch: 3).layers.contains { $0.isStateful }
    self.init(example.text, batch: 3, samples: isStateful ? 6 : 7, Adam()) { batch in
      let above = try example.modelAboveOthers(batch: batch, isMasked: isMasked)
      return try (above ?? example.model(batch: batch)).network
    }
    classes = example.classes
    hasPadding = isMasked
  }

  private init(
    _ name: String, sample: Shape, batch: Int, samples: Int, _ optimizer: any Optimizer,
    _ layers: [LayerSpecification]
  ) {
    self.init(name, batch: batch, samples: samples, optimizer) {
      try ModelBuilder.build(layers, sample: sample, batch: $0).network
    }
  }

  static let all = common + masksAndStates + layered

  /// Layers with masks, dropout, moving averages and windows.
  private static let layered = [
    SampleNetwork(
      "masked-dropout", sample: [7, 3], batch: 5, samples: 12,
      [
        "Masking", "GRU: {units: 9, return_sequences: true, dropout: 0.3, recurrent_dropout: 0.2}",
        "BatchNormalization: {momentum: 0.8}", "Dropout: 0.4",
        "Bidirectional: {layer: {SimpleRNN: {units: 5}}}", "Dense: {units: 2, activation: softmax}",
      ]),
    SampleNetwork(
      "windows", sample: [19, 5], batch: 7, samples: 16,
      [
        "Dense: {units: 17, activation: gelu}",
        "Conv1D: {filters: 6, kernel_size: 3, padding: causal, dilation_rate: 2}",
        "BatchNormalization", "Conv1D: {filters: 4, kernel_size: 4, strides: 3, groups: 2}",
        "Activation: silu", "Flatten", "Dense: {units: 1}",
      ]),
  ]

  private init(
    _ name: String, sample: Shape, batch: Int, samples: Int, _ layers: [String]
  ) {
    self.init(name, batch: batch, samples: samples, Adam()) { batch in
      try ModelBuilder.build(
        layers.map { try LayerSpecification(reading: $0) }, sample: sample, batch: batch
      ).network
    }
    hasPadding = layers[0] == "Masking"
  }

  private static let common: [SampleNetwork] = [
    SampleNetwork(
      "one-unit", sample: [1, 1], batch: 1, samples: 3, sgd(), [lstm(1), dense(1)]),
    SampleNetwork(
      "every-step", sample: [7, 2], batch: 3, samples: 7, Adam(),
      [lstm(3, sequences: true), timeDistributed(dense(5, .tanh)), timeDistributed(dense(1))]),
    SampleNetwork(
      "two-samples", sample: [7, 2], batch: 2, samples: 5, Adam(),
      [lstm(16, sequences: true), lstm(5), dense(1)]),
    SampleNetwork(
      "two-layers", sample: [7, 3], batch: 16, samples: 33, sgd(momentum: 0.9),
      [lstm(5, sequences: true), lstm(17), dense(3, .sigmoid)]),
    SampleNetwork(
      "stateful", sample: [5, 2], batch: 3, samples: 9, Adam(),
      [lstm(17, sequences: true, stateful: true), lstm(5, stateful: true), dense(1)]),
    SampleNetwork(
      "wide-layers", sample: [7, 17], batch: 33, samples: 33, Adam(),
      [lstm(33, sequences: true), lstm(65, bias: false), dense(5, .relu), dense(3)]),
    SampleNetwork(
      "many-steps", sample: [131, 3], batch: 3, samples: 4, sgd(),
      [lstm(5, sequences: true), lstm(3), dense(1)]),
    SampleNetwork(
      "few-units", sample: [13, 5], batch: 37, samples: 80, Adam(),
      [lstm(3, sequences: true), lstm(17, sequences: true), lstm(8), dense(1)]),
    SampleNetwork(
      "few-units-stateful", sample: [7, 2], batch: 19, samples: 57, sgd(momentum: 0.9),
      [
        lstm(7, sequences: true, stateful: true), lstm(1, stateful: true, bias: false), dense(3),
      ]),
    SampleNetwork(
      "dense", sample: [17], batch: 16, samples: 33, sgd(),
      [dense(33, .relu), dense(17, .sigmoid), dense(5, .tanh, bias: false), dense(1)]),
    SampleNetwork(
      "wide-dense", sample: [17], batch: 33, samples: 66, Adam(),
      [dense(130, .relu), dense(65, .tanh), dense(3)]),
    SampleNetwork(
      "branches", sample: [7, 3], batch: 16, samples: 17, sgd(momentum: 0.5),
      [
        lstm(5, sequences: true, named: "a", from: ["input"]),
        lstm(5, sequences: true, named: "b", from: ["input"]),
        LayerSpecification(Layers.Add(), name: "sum", from: ["a", "b"]),
        LayerSpecification(Concatenate(), name: "together", from: ["a", "b", "sum"]),
        LayerSpecification(Flatten()), dense(3, .sigmoid),
      ]),
    SampleNetwork(
      "ahead", sample: [17], batch: 16, samples: 33, ahead(),
      [dense(33, .tanh), dense(17, .relu), dense(5)]),
    SampleNetwork(
      "root-mean-squares", sample: [17], batch: 16, samples: 33, rootMeanSquares(),
      [dense(33, .tanh), dense(65, .tanh, bias: false), dense(1)]),
    SampleNetwork("operations", batch: 3, samples: 9, Adam()) { try operations(batch: $0) },
  ]

  /// The operations that no layer uses, and a value that is split and only read in part.
  private static func operations(batch: Int) throws -> Network {
    var graph = Graph(batch: batch)
    let input = graph.input("input", [batch, 17])
    let uniform = GlorotUniform()
    let kernel = graph.parameter("kernel", [17, 33], uniform)
    let scale = graph.parameter("scale", [batch, 16], uniform)
    let shift = graph.parameter("shift", [batch, 16], uniform)
    let parts = try graph.append(
      Split(axis: 1, sizes: [16, 17]), [graph.apply(Gemm(), input, kernel)])
    let moved = try graph.apply(MultiplyAdd(), parts[0], scale, shift)
    let output = try graph.apply(Flush(), graph.apply(Mul(), moved, moved))
    return Network(graph: graph, input: input, output: output, stateUpdates: [])
  }

  private static func lstm(
    _ units: Int, sequences: Bool = false, stateful: Bool = false, bias: Bool = true,
    named name: String? = nil, from inputs: [String]? = nil
  ) -> LayerSpecification {
    var layer = LSTM()
    layer.units = units
    layer.options.returnsSequences = sequences
    layer.options.isStateful = stateful
    layer.options.usesBias = bias
    return LayerSpecification(layer, name: name, from: inputs)
  }

  private static func dense(
    _ units: Int, _ activation: ActivationName = .linear, bias: Bool = true
  ) -> LayerSpecification {
    var layer = Dense()
    layer.units = units
    layer.activation = activation
    layer.usesBias = bias
    return LayerSpecification(layer)
  }

  private static func timeDistributed(_ inner: LayerSpecification) -> LayerSpecification {
    var layer = TimeDistributed()
    layer.layer = inner
    return LayerSpecification(layer)
  }

  private static func sgd(momentum: Double = 0) -> SGD {
    var optimizer = SGD()
    optimizer.momentum = momentum
    return optimizer
  }

  private static func ahead() -> SGD {
    var optimizer = sgd(momentum: 0.9)
    optimizer.isNesterov = true
    optimizer.rules.clipNorm = 0.25
    optimizer.rules.weightDecay = 0.1
    return optimizer
  }

  private static func rootMeanSquares() -> RMSprop {
    var optimizer = RMSprop()
    optimizer.momentum = 0.5
    optimizer.isCentered = true
    optimizer.rules.globalClipNorm = 0.25
    return optimizer
  }
}
