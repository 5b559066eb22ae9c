import Graphs
import LayerSupport
import Layers
import Plans
import Schemas
import Testing

/// Every example of every layer: shapes and parameter counts are those that the example states.
struct LayerContractTests {
  @Test(arguments: AllLayers.examples)
  func shapesAndParameters(_ example: LayerExample) throws {
    for batch in [1, 3] {
      for mode in Mode.allCases {
        let model = try example.model(batch: batch, mode: mode)
        let record = try #require(model.layers.last)
        #expect(model.outputShape == Shape([batch] + example.output.dimensions))
        #expect(record.outputShape == model.outputShape)
        #expect(record.inputShape == Shape([batch] + example.sample.dimensions))
        #expect(record.parameterCount == example.parameters)
        #expect(record.nonTrainableCount == example.nonTrainable)
        let graph = model.network.graph
        #expect(graph.parameterCount == example.parameters)
        #expect(
          graph.parameters.reduce(0) { $0 + $1.shape.elementCount } == example.parameters)
        #expect(
          graph.parameters.reduce(0) { $0 + ($1.isTrained ? 0 : $1.shape.elementCount) }
            == example.nonTrainable)

        let terms = record.parameterFormula.terms.map { ($0.name, Double($0.value)) }
        let formula = try Formula(record.parameterFormula.text).value(with: Variables(terms))
        #expect(formula == Double(example.parameters))
        _ = try Plan.compile(graph, keeping: [model.network.output])
      }
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
