import Graphs
import LayerSupport
import Layers
import Testing

/// Every example of every layer against central differences; see `GradientCheck`.
struct LayerGradientTests {
  /// The layer alone, on top of another, and on top of a mask.
  @Test(arguments: AllLayers.examples)
  func everyExample(_ example: LayerExample) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("LayerGradientTests: \(example.text), seed \(seed)")
    let models = [
      try example.model(batch: 3),
      try example.modelAboveOthers(batch: 3, isMasked: false),
      try example.modelAboveOthers(batch: 3, isMasked: true),
    ]
    for (index, model) in models.enumerated() {
      guard let network = model?.network else { continue }
      var check = GradientCheck(network.graph, output: network.output)
      check.classes = example.classes
      check.hasPadding = index == 2
      for (name, error) in try check.errors(seed: seed) {
        #expect(error <= GradientCheck.bound, "\(name), model \(index), seed \(seed)")
      }
    }
  }

  /// Two recurrent layers over the same input, joined, and a layer on top; the joined outputs and
  /// the input are each read more than once.
  @Test func joinedLayers() throws {
    var lstm = LSTM()
    lstm.units = 3
    lstm.options.returnsSequences = true
    var dense = Dense()
    dense.units = 2
    let first = LayerSpecification(lstm, name: "a")
    let second = LayerSpecification(lstm, name: "b", from: ["input"])
    let head = LayerSpecification(dense)
    let sum = LayerSpecification(Layers.Add(), from: ["a", "b", "a"])
    let behind = LayerSpecification(Layers.Concatenate(), from: ["a", "input", "b"])
    var steps = Layers.Concatenate()
    steps.axis = 1
    let after = LayerSpecification(steps, from: ["b", "a"])
    let seed = UInt64.random(in: 0...UInt64.max)
    for joined in [sum, behind, after] {
      let layers = [first, second, joined, head]
      let network = try ModelBuilder.build(layers, sample: [3, 2], batch: 2).network
      let check = GradientCheck(network.graph, output: network.output)
      for (name, error) in try check.errors(seed: seed) {
        #expect(error <= GradientCheck.bound, "\(joined.type), \(name), seed \(seed)")
      }
    }
  }
}
