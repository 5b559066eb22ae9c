import Datasets
package import Documents
package import Experiments
import Graphs
package import Training

/// An experiment that was run: what came out, and whether that is what was expected.
package struct Outcome: Sendable {
  /// One thing that was expected and what it was.
  package struct Expectation: Sendable {
    /// The expectation's keys below `expect`, with points between them: `parameters.lstm_1`.
    package let path: String
    package let expected: DataValue
    package let actual: DataValue
    package let passed: Bool
  }

  package let experiment: CheckedExperiment
  /// Predictions and targets in the units of the source, one an output.
  package let values: [OriginalValues]
  /// What was measured of the parts.
  package let evaluation: Evaluation
  package let result: TrainingResult
  package let cost: TrainingCost
  /// The digest of the trained parameters.
  package let weights: String
  package let expectations: [Expectation]
  /// The predictions beside those expected, if any are.
  package let comparison: PredictionComparison?
  /// Where numbers were first not finite, if they were and the place was looked for.
  package let divergence: Divergence?

  /// Compares a result with what its experiment expects.
  package init(
    _ experiment: CheckedExperiment, result: TrainingResult, weights: String,
    walked: [OriginalValues]? = nil, divergence: Divergence? = nil
  ) {
    self.divergence = divergence
    self.experiment = experiment
    let values =
      walked ?? experiment.samples.values(of: result.predictions, fed: experiment.fedSamples)
    self.values = values
    let evaluation = Evaluation(of: experiment, result, values)
    self.evaluation = evaluation
    self.result = result
    let cost = experiment.trainer.cost
    self.cost = cost
    self.weights = weights
    comparison = experiment.experiment.expect?.predictions.map {
      PredictionComparison($0, values)
    }
    let costs = Dictionary(uniqueKeysWithValues: cost.numbers.map { ($0.path, $0.value) })
    expectations = Self.expectations(of: experiment, result, comparison) { path in
      costs[path] ?? ReportPath(path).flatMap { evaluation[$0] }
    }
  }

  /// What became of the experiment; nil if the training was stopped from outside.
  package var status: ReportStatus? {
    switch result.end {
    case .notFinite: return .failed
    case .interrupted: return nil
    case .lastEpoch, .stopped: break
    }
    if expectations.isEmpty { return .done }
    return expectations.allSatisfy { $0.passed } ? .passed : .failed
  }

  private static func expectations(
    of experiment: CheckedExperiment, _ result: TrainingResult,
    _ comparison: PredictionComparison?, number: (String) -> Double?
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
    let records = model.layers.flatMap { $0.all }
    for entry in expect.outputShapes.entries {
      guard let record = records.first(where: { $0.name == entry.name }) else { continue }
      all.append(
        shapeExpectation("output_shapes.\(entry.name)", entry.value, record.outputShape))
    }
    if let loss = expect.loss {
      all.append(
        Expectation(
          path: "loss.max", expected: .double(loss.max), actual: .double(result.last.loss),
          passed: result.last.loss <= loss.max))
    }
    if let comparison {
      all.append(
        Expectation(
          path: "predictions.equal", expected: .integer(comparison.count),
          actual: .integer(comparison.equalCount),
          passed: comparison.equalCount == comparison.count))
    }
    for entry in expect.samples?.entries ?? [] {
      guard let part = Part.allCases.first(where: { $0.name == entry.name }) else { continue }
      let actual = experiment.parts.samples(of: part).count
      all.append(
        Expectation(
          path: "samples.\(entry.name)", expected: .integer(entry.value), actual: .integer(actual),
          passed: actual == entry.value))
    }
    for entry in expect.metrics?.entries ?? [] {
      all += metricExpectations(entry.name, entry.value, number)
    }
    return all
  }

  private static func metricExpectations(
    _ path: String, _ bounds: MetricBounds, _ number: (String) -> Double?
  ) -> [Expectation] {
    bounds.sides.map { side in
      let limit =
        switch side.bound {
        case .number(let number): number
        case .path(let other): number(side.bound.path(beside: path) ?? other) ?? .nan
        }
      let actual = number(path) ?? .nan
      return Expectation(
        path: "metrics.\(path).\(side.path)", expected: .double(limit), actual: .double(actual),
        passed: side.allows(actual, limit))
    }
  }

  private static func shapeExpectation(
    _ path: String, _ expected: [Int?], _ actual: Shape
  ) -> Expectation {
    let wanted = expected.encoded
    let given = actual.openDimensions.encoded
    return Expectation(path: path, expected: wanted, actual: given, passed: wanted == given)
  }
}

extension Shape {
  /// The sizes of a batch with the samples open: [nil, 5].
  var openDimensions: [Int?] { [nil] + dimensions.dropFirst().map { $0 } }
}

extension Outcome {
  /// Trains one experiment and compares what comes out with what it expects. An experiment that
  /// starts from a file of weights is trained once.
  ///
  /// - Parameters:
  ///   - threads: the most threads to use; the outcome does not depend on it
  ///   - onEpoch: told each epoch's numbers; false ends the training there
  ///   - isStopped: true ends the search for the place where numbers were first not finite, which
  ///     trains once more
  /// - Throws: `noMemory` where the system does not give the memory
  package static func training(
    _ experiment: CheckedExperiment, threads: Int = 1,
    onEpoch: (EpochRecord) -> Bool = { _ in true }, isStopped: () -> Bool = { false }
  ) throws(TrainingError) -> Outcome {
    let data = experiment.data()
    var digest = ParameterDigest()
    let result = try experiment.trainer.train(
      data, initial: experiment.initialWeights?.take() ?? [:], threads: threads,
      onEpoch: onEpoch,
      onParameter: { parameter in
        digest.add(name: parameter.name)
        parameter.eachPiece { digest.add(values: $0) }
      })
    var divergence: Divergence?
    // Weights of a file are let go of once they are in the arena.
    if let epoch = result.divergedAt, experiment.initialWeights == nil {
      divergence = try experiment.trainer.findDivergence(
        data, in: epoch, threads: threads, isStopped: isStopped)
    }
    return Outcome(
      experiment, result: result, weights: digest.finish(),
      walked: try experiment.walked(result, threads: threads, isStopped: isStopped),
      divergence: divergence)
  }
}
