import Graphs
import LayerSupport
import Layers
import Schemas
import Testing
import Training
import YAML

/// Every example of every loss: what it sums up of a prediction, against central differences.
struct LossGradientTests {
  private static let examples = AllLosses.entries.flatMap { $0.description().examples }

  @Test(arguments: examples)
  func everyExample(_ text: String) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("LossGradientTests: \(text), seed \(seed)")
    let parsed = Parser.parse(Source(name: "loss", bytes: Array(text.utf8)))
    var decoder = Decoder()
    let choice = Choice<AllLosses>.decode(try #require(parsed.root), .none, &decoder)
    let loss = try #require(choice).value
    let shape: Shape = [4, 3]
    var graph = Graph(batch: 4)
    let logits = graph.parameter("logits", shape, Ones())
    // Between 0 and 1, so that it is a probability, and a logit as good as any.
    let prediction = try graph.apply(Activation(.sigmoid), logits)
    let form = loss.targetForm(for: shape)
    let target = graph.input("labels", form.shape)
    let terms = try loss.terms(prediction: prediction, target: target, in: &graph)
    let values =
      try terms.subtrahend.map {
        try graph.apply(Evaluate(.x - .y, operands: 2, named: "Difference"), terms.values, $0)
      } ?? terms.values
    var check = GradientCheck(graph, output: values)
    check.classes = if case .labels(let classes) = form.numbers { classes } else { nil }
    for (name, error) in try check.errors(seed: seed) {
      #expect(error <= GradientCheck.bound, "\(name), seed \(seed)")
    }
  }
}
