package import Graphs
package import Layers
import Schemas
import Testing
import YAML

extension LayerExample: CustomTestStringConvertible {
  package var testDescription: String { "\(text) of \(sample)" }
}

extension LayerExample {
  /// The example's layer alone on the model's input.
  package func model(batch: Int, mode: Mode = .training) throws -> Model {
    try ModelBuilder.build(
      [layer(reading: "input")], sample: sample, batch: batch, mode: mode)
  }

  /// The example's layer on top of a dense layer, so that a gradient goes through it, and that on top
  /// of a mask where `isMasked`; nil where the layer takes no such input.
  package func modelAboveOthers(batch: Int, isMasked: Bool, mode: Mode = .training) throws -> Model?
  {
    let layer = try layer(reading: "below")
    guard classes == nil, let features = sample.dimensions.last else { return nil }
    var stack = [try specification("Dense: {units: \(features), name: below}"), layer]
    if isMasked {
      guard sample.rank == 2, layer.layer.maskRule != .refuses else { return nil }
      stack.insert(try specification("Masking"), at: 0)
    }
    return try ModelBuilder.build(stack, sample: sample, batch: batch, mode: mode)
  }

  private func layer(reading input: String) throws -> LayerSpecification {
    try specification(text).reading([String](repeating: input, count: inputs))
  }

  private func specification(_ text: String) throws -> LayerSpecification {
    try LayerSpecification(reading: text)
  }
}

extension LayerSpecification {
  /// A layer as an experiment file writes it.
  package init(reading text: String) throws {
    let parsed = Parser.parse(Source(name: "layer", bytes: Array(text.utf8)))
    var decoder = Decoder()
    let value = LayerSpecification.decode(try #require(parsed.root), .none, &decoder)
    self = try #require(value, "\(text): \(decoder.problems)")
  }
}
