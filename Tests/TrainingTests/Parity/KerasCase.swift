import Datasets
import Foundation
import Graphs
import LayerSupport
import Layers
import Schemas
import Testing
import Training
import YAML

/// A small network with what Keras makes of it in float64; see `make_keras.py`.
struct KerasCase: Sendable, CustomTestStringConvertible {
  /// Numbers with a shape, as Keras has them.
  struct Table: Sendable {
    let shape: Shape
    let values: [Double]

    var tensor: Tensor { Tensor(shape, values.map { Float($0) }) }

    init(_ json: Any?) throws {
      let table = try #require(json as? [String: Any])
      shape = Shape(try #require(table["shape"] as? [Int]))
      values = try #require(table["values"] as? [NSNumber]).map { $0.doubleValue }
    }
  }

  let name: String
  /// A layer each, as an experiment file writes it.
  let layers: [String]
  let loss: String
  let batch: Int
  let input: Table
  let target: Table
  let weights: [String: Table]
  /// Before training, in inference.
  let output: Table
  /// Of the whole batch in training; nil where there are several.
  let gradients: [String: Table]?
  let losses: [Double]
  let finalWeights: [String: Table]
  let finalOutput: Table

  var testDescription: String { name }

  static let all: [KerasCase] = {
    // A file that cannot be read fails the test that counts the cases.
    (try? cases()) ?? []
  }()

  private static func cases() throws -> [KerasCase] {
    let json = try JSONSerialization.jsonObject(with: Fixture.data("keras.json"))
    let cases = (json as? [String: Any])?["cases"] as? [[String: Any]]
    return try #require(cases).map { try KerasCase($0) }
  }

  private init(_ json: [String: Any]) throws {
    func tables(_ key: String) throws -> [String: Table]? {
      try (json[key] as? [String: Any])?.mapValues { try Table($0) }
    }
    name = try #require(json["name"] as? String)
    layers = try #require(json["layers"] as? [Any]).map { try Self.text($0) }
    loss = try Self.text(json["loss"] ?? "")
    batch = try #require(json["batch"] as? Int)
    input = try Table(json["input"])
    target = try Table(json["target"])
    weights = try #require(try tables("weights"))
    output = try Table(json["output"])
    gradients = try tables("gradients")
    losses = try #require(json["losses"] as? [NSNumber]).map { $0.doubleValue }
    finalWeights = try #require(try tables("final"))
    finalOutput = try Table(json["final_output"])
  }

  private static func text(_ value: Any) throws -> String {
    if let name = value as? String { return name }
    return String(decoding: try JSONSerialization.data(withJSONObject: value), as: UTF8.self)
  }

  /// The first weights, by name.
  var initial: [String: Tensor] { weights.mapValues { $0.tensor } }

  func network(batch: Int, mode: Mode) throws -> Network {
    try ModelBuilder.build(
      layers.map { try LayerSpecification(reading: $0) },
      sample: Shape(Array(input.shape.dimensions.dropFirst())), batch: batch, mode: mode
    ).network
  }

  func trainer(epochs: Int, rate: Double) throws -> Trainer {
    var optimizer = SGD()
    optimizer.learningRate = .constant(rate)
    let parsed = Parser.parse(Source(name: name, bytes: Array(loss.utf8)))
    var decoder = Decoder()
    let chosen = Choice<AllLosses>.decode(try #require(parsed.root), .none, &decoder)
    let settings = TrainingSettings(
      loss: try #require(chosen).value, optimizer: optimizer, epochs: epochs, batchSize: batch,
      shuffles: false, seed: 1)
    return try Trainer(settings: settings, targets: [target.shape]) { size, mode in
      try network(batch: size, mode: mode)
    }
  }

  var data: TrainingData {
    TrainingData(
      inputs: [input.tensor], targets: [target.tensor],
      parts: SampleParts(all: input.shape[0]))
  }
}
