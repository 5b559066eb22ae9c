import Graphs
import Layers
import Plans
import Schemas
import Testing

/// Shapes and parameter counts of every layer, worked out by hand from the layers' definitions.
struct LayerContractTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let text: String
    let sample: Shape
    let output: Shape
    let parameters: Int
    var testDescription: String { "\(text) of \(sample)" }

    init(_ text: String, _ sample: Shape, _ output: Shape, _ parameters: Int) {
      self.text = text
      self.sample = sample
      self.output = output
      self.parameters = parameters
    }
  }

  /// An LSTM has 4 · (features · units + units² + units) parameters, the last term if it has a
  /// bias; a dense layer features · units + units.
  static let examples = [
    Example("LSTM: {units: 5}", [5, 1], [5], 140),
    Example("LSTM: {units: 3}", [1, 4], [3], 96),
    Example("LSTM: {units: 3, return_sequences: true}", [7, 4], [7, 3], 96),
    Example("LSTM: {units: 3, use_bias: false}", [7, 4], [3], 84),
    Example("LSTM: {units: 2, stateful: true}", [7, 1], [2], 32),
    Example("Dense: {units: 3}", [4], [3], 15),
    Example("Dense: {units: 3}", [6, 4], [6, 3], 15),
    Example("Dense: {units: 3}", [2, 6, 4], [2, 6, 3], 15),
    Example("Dense: {units: 1, use_bias: false, activation: relu}", [9], [1], 9),
    Example("TimeDistributed: {layer: {Dense: {units: 3}}}", [6, 4], [6, 3], 15),
    Example("TimeDistributed: {layer: {Dense: {units: 3}}}", [2, 6, 4], [2, 6, 3], 15),
    Example("TimeDistributed: {layer: Flatten}", [2, 6, 4], [2, 24], 0),
    Example("TimeDistributed: {layer: {LSTM: {units: 1}}}", [2, 6, 4], [2, 1], 24),
    Example("Flatten", [6, 4], [24], 0),
    Example("Flatten", [5], [5], 0),
    Example("Flatten", [2, 3, 4], [24], 0),
    Example("Add: {from: [input, input]}", [2, 3], [2, 3], 0),
    Example("Concatenate: {from: [input, input]}", [2, 3], [2, 6], 0),
    Example("Concatenate: {from: [input, input, input], axis: 1}", [2, 3], [6, 3], 0),
  ]

  private func build(_ text: String, _ sample: Shape, batch: Int = 2) throws -> Model {
    try ModelBuilder.build(
      [valid(LayerSpecification.self, text)], sample: sample, batch: batch)
  }

  @Test func everyLayerHasAnExample() throws {
    let seen = try Self.examples.map { try valid(LayerSpecification.self, $0.text).type }
    #expect(Set(seen) == Set(AllLayers.entries.map { $0.name }))
  }

  @Test(arguments: examples)
  func shapesAndParameters(_ example: Example) throws {
    for batch in [1, 3] {
      let model = try build(example.text, example.sample, batch: batch)
      let record = try #require(model.layers.first)
      #expect(model.layers.count == 1)
      #expect(model.outputShape == Shape([batch] + example.output.dimensions))
      #expect(record.outputShape == model.outputShape)
      #expect(record.inputShape == Shape([batch] + example.sample.dimensions))
      #expect(record.parameterCount == example.parameters)
      #expect(model.network.graph.parameterCount == example.parameters)
      #expect(
        model.network.graph.parameters.reduce(0) { $0 + $1.shape.elementCount }
          == example.parameters)

      let terms = record.parameterFormula.terms.map { ($0.name, Double($0.value)) }
      let formula = try Formula(record.parameterFormula.text).value(with: Variables(terms))
      #expect(formula == Double(example.parameters))
      _ = try Plan.compile(model.network.graph, keeping: [model.network.output])
    }
  }

  /// What the file says comes back, the name included and first.
  @Test func namesComeBack() throws {
    let named = try valid(LayerSpecification.self, "Dense: {units: 2, name: memory}")
    #expect(named.name == "memory")
    guard case .mapping(let members)? = named.encoded["Dense"] else {
      Issue.record("\(named.encoded)")
      return
    }
    #expect(members.prefix(2).map { $0.name } == ["name", "units"])
    #expect(members.prefix(2).map { $0.value } == [.string("memory"), .integer(2)])
  }

  @Test func automaticNamesAreKeras() throws {
    let sequence = "{units: 2, return_sequences: true}"
    let layers = try [
      "LSTM: \(sequence)", "LSTM: {units: 2, return_sequences: true, name: middle}",
      "LSTM: \(sequence)", "TimeDistributed: {layer: {Dense: {units: 2}}}", "Dense: {units: 1}",
      "Flatten",
    ].map { try valid(LayerSpecification.self, $0) }
    let model = try ModelBuilder.build(layers, sample: [3, 1], batch: 1)
    #expect(
      model.layers.flatMap { $0.all }.map { $0.name } == [
        "lstm_1", "middle", "lstm_2", "time_distributed_1", "dense_1", "dense_2", "flatten_1",
      ])
    #expect(
      model.network.graph.parameters.map { $0.name } == [
        "lstm_1.kernel", "lstm_1.recurrent_kernel", "lstm_1.bias", "middle.kernel",
        "middle.recurrent_kernel", "middle.bias", "lstm_2.kernel", "lstm_2.recurrent_kernel",
        "lstm_2.bias", "dense_1.kernel", "dense_1.bias", "dense_2.kernel", "dense_2.bias",
      ])
  }

  @Test(
    arguments: [
      (
        ["LSTM: {units: 2}"], [4],
        LayerError.pattern(
          type: "LSTM", .sequence, input: [2, 4], collapsedBy: nil)
      ),
      (
        ["LSTM: {units: 2}", "LSTM: {units: 2}"], [4, 1],
        .pattern(
          type: "LSTM", .sequence, input: [2, 2], collapsedBy: "lstm_1")
      ),
      (
        ["LSTM: {units: 2}", "TimeDistributed: {layer: Flatten}"], [4, 1],
        .pattern(
          type: "TimeDistributed", .steps, input: [2, 2], collapsedBy: "lstm_1")
      ),
      (["Dense: {units: 2}"], [], .pattern(type: "Dense", .features, input: [2], collapsedBy: nil)),
      (["Flatten: {name: a}", "Flatten: {name: a}"], [4], .duplicateName("a", first: 0)),
      (["Flatten: {name: flatten_1}", "Flatten"], [4], .duplicateName("flatten_1", first: 0)),
    ] as [([String], Shape, LayerError)])
  func saysWhyALayerDoesNotFit(_ layers: [String], _ sample: Shape, _ error: LayerError) throws {
    let specifications = try layers.map { try valid(LayerSpecification.self, $0) }
    let thrown = #expect(throws: ModelError.self) {
      _ = try ModelBuilder.build(specifications, sample: sample, batch: 2)
    }
    #expect(thrown?.error == error && thrown?.index == layers.count - 1)
  }
}
