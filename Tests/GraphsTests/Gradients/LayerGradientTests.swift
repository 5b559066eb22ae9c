import Graphs
import Layers
import Testing

/// Every layer, and every stack of two that fits together, against central differences; see
/// `GradientCheck`.
struct LayerGradientTests {
  private static let layers: [(name: String, layer: LayerSpecification)] = {
    var layers: [(String, LayerSpecification)] = []
    for (sequences, bias, stateful) in [
      (true, true, false), (false, true, false), (true, false, true), (false, true, true),
    ] {
      var lstm = LSTM()
      lstm.units = 3
      lstm.returnSequences = sequences
      lstm.usesBias = bias
      lstm.isStateful = stateful
      layers.append(
        ("LSTM sequences \(sequences) bias \(bias) stateful \(stateful)", LayerSpecification(lstm)))
    }
    for activation in ActivationName.allCases {
      for bias in [true, false] {
        var dense = Dense()
        dense.units = 4
        dense.activation = activation
        dense.usesBias = bias
        layers.append(("Dense \(activation) bias \(bias)", LayerSpecification(dense)))
        var distributed = TimeDistributed()
        distributed.layer = LayerSpecification(dense)
        layers.append(("TimeDistributed Dense \(activation)", LayerSpecification(distributed)))
      }
    }
    layers.append(("Flatten", LayerSpecification(Flatten())))
    return layers
  }()

  /// Two recurrent layers over the same input, joined, and a layer on top; the joined outputs and
  /// the input are each read more than once.
  private static let joined: [[LayerSpecification]] = {
    var lstm = LSTM()
    lstm.units = 3
    lstm.returnSequences = true
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
    return [sum, behind, after].map { [first, second, $0, head] }
  }()

  @Test func everyCatalogueEntryIsHere() {
    let covered = Set((Self.layers.map { $0.layer } + Self.joined.joined()).map { $0.type })
    #expect(covered == Set(AllLayers.entries.map { $0.name }))
  }

  @Test func singleLayersAndStacks() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("LayerGradientTests: seed \(seed)")
    let pairs = Self.layers.flatMap { below in Self.layers.map { [below, $0] } }
    let stacks = Self.layers.map { [$0] } + pairs
    var worst = (error: 0.0, place: "")
    var checked = 0
    for sample in [[3, 2], [4]] as [Shape] {
      for stack in stacks {
        let text = stack.map { $0.name }.joined(separator: " → ")
        let layers = stack.map { $0.layer }
        guard let model = try? ModelBuilder.build(layers, sample: sample, batch: 2) else {
          continue
        }
        checked += 1
        let network = model.network
        let check = GradientCheck(network.graph, output: network.output)
        for (name, error) in try check.errors(seed: seed) {
          let place = "\(text), sample \(sample), \(name)"
          #expect(error <= GradientCheck.bound, "\(place), seed \(seed)")
          if error > worst.error { worst = (error, place) }
        }
      }
    }
    for layers in Self.joined {
      let network = try ModelBuilder.build(layers, sample: [3, 2], batch: 2).network
      let check = GradientCheck(network.graph, output: network.output)
      for (name, error) in try check.errors(seed: seed) {
        #expect(error <= GradientCheck.bound, "\(layers[2].type), \(name), seed \(seed)")
      }
    }
    // Over time steps all single layers and most pairs fit; over a vector Dense, Flatten, theirs.
    #expect(checked > 350)
    print("LayerGradientTests: \(checked) stacks, worst error \(worst.error) in \(worst.place)")
  }
}
