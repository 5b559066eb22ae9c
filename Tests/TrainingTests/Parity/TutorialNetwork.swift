import Foundation
import Graphs
import Layers
import Testing
import Training

/// One of the three networks whose float64 training curves stand in `Fixtures`: made with Keras
/// 3.15 from the weights that stand beside them, samples in order, Adam at its defaults.
enum TutorialNetwork: String, CaseIterable, Sendable {
  case oneToOne = "one-to-one"
  case manyToOne = "many-to-one"
  case manyToMany = "many-to-many"

  /// What Keras found, in float64.
  struct Trajectory: Decodable {
    struct Curve: Decodable {
      let loss: [Double]
      let predictions: [Double]
    }
    let parameters: Int
    let float64: Curve
  }

  private static let length = 5

  var trajectory: Trajectory {
    get throws {
      let all = try JSONDecoder().decode(
        [String: Trajectory].self, from: Fixture.data("trajectories.json"))
      return try #require(all[rawValue])
    }
  }

  var epochs: Int { self == .manyToOne ? 500 : 1000 }

  private var samples: Int { self == .oneToOne ? Self.length : 1 }

  private var values: [Float] { (0..<Self.length).map { Float(Double($0) / Double(Self.length)) } }

  var input: Tensor { Tensor([samples, Self.length / samples, 1], values) }

  var target: Tensor {
    switch self {
    case .oneToOne: Tensor([samples, 1], values)
    case .manyToOne: Tensor([samples, Self.length], values)
    case .manyToMany: Tensor([samples, Self.length, 1], values)
    }
  }

  var layers: [LayerSpecification] {
    var lstm = LSTM()
    lstm.units = Self.length
    lstm.options.returnsSequences = self == .manyToMany
    var dense = Dense()
    dense.units = self == .manyToOne ? Self.length : 1
    guard self == .manyToMany else {
      return [LayerSpecification(lstm), LayerSpecification(dense)]
    }
    var distributed = TimeDistributed()
    distributed.layer = LayerSpecification(dense)
    return [LayerSpecification(lstm), LayerSpecification(distributed)]
  }

  func model(batch: Int) throws -> Model {
    try ModelBuilder.build(layers, sample: [Self.length / samples, 1], batch: batch)
  }

  func trainer() throws -> Trainer {
    let settings = TrainingSettings(
      loss: MeanSquaredError(), optimizer: Adam(), epochs: epochs, batchSize: samples,
      shuffles: false, seed: 1)
    return try Trainer(settings: settings, target: target.shape) { try model(batch: $0).network }
  }

  var initialWeights: [String: Tensor] {
    get throws { try Fixture.initialWeights("\(rawValue).initial.safetensors") }
  }
}
