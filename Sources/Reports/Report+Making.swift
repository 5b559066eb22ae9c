import Diagnostics
import Experiments
import Layers
import Schemas
import Training

extension Report {
  /// The report of an experiment that was run to its end.
  ///
  /// - Parameter files: the digests of the files beside it, by their names
  init(_ outcome: Outcome, status: ReportStatus, files: [(name: String, digest: String)]) {
    self.init()
    let (experiment, result) = (outcome.experiment, outcome.result)
    identify(experiment.name)
    self.status = status
    configuration = AnyData(experiment.experiment.encoded)

    let count = experiment.model.network.graph.parameterCount
    var model = ReportModel()
    model.layers = experiment.model.layers.map { ReportLayer($0) }
    model.parameters.total = count
    model.parameters.nonTrainable = experiment.model.layers.reduce(0) { $0 + $1.nonTrainableCount }
    model.parameters.trainable = count - model.parameters.nonTrainable
    self.model = model
    cost = ReportCost(outcome.cost)

    var training = ReportTraining()
    training.epochs = result.epochs
    training.updates = result.updates
    training.final = ReportNumbers(result.last.names, result.last.values)
    training.stopped = ReportStop(result)
    self.training = training
    evaluation = outcome.evaluation.parts.isEmpty ? nil : ReportEvaluation(outcome.evaluation)

    var predictions = ReportPredictions()
    let outputs = zip(experiment.model.network.outputs, result.predictions)
    if result.predictions.count == 1 {
      predictions.shape = result.predictions[0].shape.dimensions
    } else {
      predictions.shapes = KeyedValues(
        outputs.map { .init(name: $0.name, value: $1.shape.dimensions) })
    }
    self.predictions = predictions
    expectations =
      outcome.expectations.isEmpty ? nil : outcome.expectations.map { ReportExpectation($0) }

    var digest = ReportDigest()
    digest.weights = outcome.weights
    digest.initialWeights = experiment.initialWeights?.digest
    let data = experiment.samples.files
    digest.data =
      data.isEmpty ? nil : KeyedValues(data.map { .init(name: $0.name, value: $0.digest) })
    self.digest = digest
    self.files = KeyedValues(files.map { .init(name: $0.name, value: $0.digest) })
  }

  /// The report of an experiment that cannot be run: each problem once, as the first place has it.
  init(invalid name: ExperimentName, _ diagnostics: [Diagnostic]) {
    self.init()
    identify(name)
    status = .invalid
    var seen: Set<ReportProblem> = []
    problems = diagnostics.map {
      ReportProblem(code: $0.code.rawValue, message: $0.message)
    }.filter { seen.insert($0).inserted }
  }

  private mutating func identify(_ name: ExperimentName) {
    experiment = name.name
    source = name.source
  }
}

extension ReportStop {
  /// Nil where all epochs were trained.
  fileprivate init?(_ result: TrainingResult) {
    self.init()
    epoch = result.epochs
    switch result.end {
    case .lastEpoch, .interrupted: return nil
    case .notFinite: reason = "not finite"
    case .stopped(let callback): reason = callback
    }
  }
}

extension ReportLayer {
  fileprivate init(_ record: LayerRecord) {
    self.init()
    name = record.name
    type = record.type
    outputShape = record.outputShape.openDimensions
    parameters = record.parameterCount
    layers = record.wrapped.isEmpty ? nil : record.wrapped.map { $0.name }
  }
}

extension ReportExpectation {
  init(_ expectation: Outcome.Expectation) {
    self.init()
    path = expectation.path
    expected = AnyData(expectation.expected)
    actual = AnyData(expectation.actual)
    passed = expectation.passed
  }
}
