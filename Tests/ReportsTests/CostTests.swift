import CheckSupport
import Experiments
import Reports
import TestSupport
import Testing
import Training

/// What a network costs, against equations written down here.
@Suite struct CostTests {
  /// An LSTM's forward pass over so many steps of all samples: four gates of two products each, four
  /// activations, and 2 + 1 operations of c, its tanh and one product of h.
  private func lstm(rows: Int, features: Int, units: Int) -> Int {
    rows * units * (8 * (features + units) + 4 + 3 + 1 + 1)
  }

  private func experiment(_ framing: String, _ length: Int) throws -> CheckedExperiment {
    let (samples, steps, target, model) =
      switch framing {
      case "one-to-one":
        (length, 1, "[\(length), 1]", "[LSTM: {units: \(length)}, Dense: {units: 1}]")
      case "many-to-one":
        (1, length, "[1, \(length)]", "[LSTM: {units: \(length)}, Dense: {units: \(length)}]")
      default:
        (
          1, length, "[1, \(length), 1]",
          "[LSTM: {units: \(length), return_sequences: true}, "
            + "TimeDistributed: {layer: {Dense: {units: 1}}}]"
        )
      }
    let text = """
      data:
        source: {ramp: {length: \(length)}}
        input: {reshape: [\(samples), \(steps), 1]}
        target: {reshape: \(target)}
      model: \(model)
      training: {loss: mean_squared_error, optimizer: Adam, epochs: 1, batch_size: \(samples)}
      """
    let file = Checking.file(Array(text.utf8))
    return try #require(file[0].experiment, "\(Checking.text(of: file))")
  }

  @Test(arguments: ["one-to-one", "many-to-one", "many-to-many"], [5, 12, 40])
  func isThatOfTheEquations(framing: String, length: Int) throws {
    let cost = try experiment(framing, length).trainer.cost
    let (n, isWide) = (length, framing == "many-to-one")
    let lstmParameters = 4 * (n * (1 + n) + n)
    let denseParameters = isWide ? n * n + n : n + 1
    #expect(cost.parameters == lstmParameters + denseParameters)
    let dense = 2 * n * n
    let forward = lstm(rows: n, features: 1, units: n) + dense
    #expect(cost.predictionFlops == Double(forward))
    #expect(cost.predictionSamples == (framing == "one-to-one" ? n : 1))
    #expect(cost.stepSamples == cost.predictionSamples)

    // The loss: a difference, a square and a sum of each prediction; its gradient: a difference and a
    // product.
    let loss = 5 * n
    // Of h: a product with the kernel of the layer behind; of its weights: a product; of its bias: a sum.
    let denseGradient = 2 * dense + n
    // Of each gate's sum: 3 of three sigmoids, 3 of two tanhs, six products, the sum of c's gradients,
    // and the sum of four products with the recurrent kernel; in a sequence also the sum with what
    // arrives at h. Then products for both kernels, and sums for the bias.
    let each = 3 * 3 + 2 * 3 + 6 + 1 + 8 * n + 3 + (framing == "many-to-many" ? 1 : 0)
    let lstmGradient = n * n * each + 2 * 4 * n * n * (1 + n) + 4 * n * n
    // Adam: 12 of each parameter, and 8 of the step.
    let update = 12 * cost.parameters + 8
    #expect(cost.stepFlops == Double(forward + loss + denseGradient + lstmGradient + update))
    // Four gates, c, tanh(c) and h of each unit and step; and the predictions.
    #expect(cost.activations == 7 * n * n + n)
  }

  /// A GRU is a scan of simple operations, in lanes where the batch is large: of each unit and step three
  /// products each with the input's and its own kernel, three activations, a product and a sum with the reset
  /// gate, and four operations that mix old and new. Two biases are added up once.
  @Test(arguments: [3, 64])
  func ofAScanIsThatOfTheEquations(samples: Int) throws {
    let (steps, features, units) = (20, 4, 32)
    let text = """
      data:
        source: {ramp: {length: \(samples * steps * features)}}
        input: {reshape: [\(samples), \(steps), \(features)]}
        target: [{reshape: [\(samples), \(steps * features)]}, {slice: {axis: 1, count: \(units)}}]
      model: [GRU: {units: \(units)}]
      training: {loss: mean_squared_error, optimizer: SGD, epochs: 1, batch_size: \(samples)}
      """
    let file = Checking.file(Array(text.utf8))
    let cost = try #require(file[0].experiment, "\(Checking.text(of: file))").trainer.cost
    let each = 2 * 3 * (features + units) + 3 + 2 + 4
    #expect(cost.predictionFlops == Double(samples * steps * units * each + 2 * units))
  }

  /// The paths that bounds and tables name are those of the report.
  @Test func hasThePathsOfTheReport() throws {
    let cost = try experiment("one-to-one", 5).trainer.cost
    let report = Dictionary(
      uniqueKeysWithValues: ReportCost(cost).encoded.leaves.map { ("cost.\($0.path)", $0.value) })
    for (path, value) in cost.numbers.dropFirst() {
      #expect(report[path] == .integer(Int(value)), "\(path)")
    }
    #expect(report.count == TrainingCost.paths.count - 1)
  }
}
