import Documents
package import Experiments
package import Graphs
import Layers
import Schemas
package import Training

extension Outcome {
  /// Compares a result with what its experiment expects.
  package init(
    _ experiment: CheckedExperiment, target: Tensor, result: TrainingResult, weights: String
  ) {
    self.experiment = experiment
    self.target = target
    self.result = result
    self.weights = weights
    expectations = Self.expectations(experiment, target, result)
  }

  private static func expectations(
    _ experiment: CheckedExperiment, _ target: Tensor, _ result: TrainingResult
  ) -> [Expectation] {
    guard let expect = experiment.experiment.expect else { return [] }
    let model = experiment.model
    var all: [Expectation] = []
    for entry in expect.parameters.entries {
      let actual = ExpectationChecker.parameterCount(entry.name, in: model) ?? 0
      all.append(
        Expectation(
          path: "parameters.\(entry.name)", expected: .integer(entry.value),
          actual: .integer(actual), passed: actual == entry.value))
    }
    if let shape = expect.outputShape {
      all.append(shapeExpectation("output_shape", shape, model.outputShape))
    }
    for entry in expect.outputShapes.entries {
      let records = model.layers.flatMap { $0.all }
      guard let record = records.first(where: { $0.name == entry.name }) else { continue }
      all.append(
        shapeExpectation("output_shapes.\(entry.name)", entry.value, record.outputShape))
    }
    if let loss = expect.loss {
      let last = result.losses.last ?? .nan
      all.append(
        Expectation(
          path: "loss.max", expected: .double(loss.max), actual: .double(last),
          passed: last <= loss.max))
    }
    if let predictions = expect.predictions {
      all.append(predictionExpectation(predictions, target, result.predictions))
    }
    return all
  }

  private static func shapeExpectation(
    _ path: String, _ expected: [Int?], _ actual: Shape
  ) -> Expectation {
    let wanted = expected.encoded
    let given = actual.openShape
    return Expectation(path: path, expected: wanted, actual: given, passed: wanted == given)
  }

  private static func predictionExpectation(
    _ expectation: PredictionExpectation, _ target: Tensor, _ predictions: Tensor
  ) -> Expectation {
    let wanted =
      switch expectation.equal {
      case .target: target.values.map { Double($0) }
      // As float32, like the target and the predictions: 0.35 is the same number on both sides.
      case .values(let values): values.map { Double(Float($0)) }
      }
    let expected = wanted.map { rounded($0, decimals: expectation.decimals) }
    let actual = predictions.values.map { rounded(Double($0), decimals: expectation.decimals) }
    return Expectation(
      path: "predictions", expected: expected.encoded, actual: actual.encoded,
      passed: expected == actual)
  }

  /// Half to even; a float32 times a power of ten up to 10^6 is exact, so this rounds once. Zero
  /// has no sign.
  package static func rounded(_ value: Double, decimals: Int) -> Double {
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    let result = (value * scale).rounded(.toNearestOrEven) / scale
    return result == 0 ? 0 : result
  }
}

extension Shape {
  /// The shape of a batch with the samples open: [null, 5].
  var openShape: DataValue {
    .list([.null] + dimensions.dropFirst().map { .integer($0) })
  }
}
