import Diagnostics
import Experiments
import Layers
import Schemas

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
    model.parameters.trainable = count
    self.model = model

    var training = ReportTraining()
    training.epochs = result.epochs
    training.updates = result.updates
    training.final.loss = ReportNumber(result.lastLoss)
    training.stopped = result.divergedAt.map { epoch in
      var stop = ReportStop()
      stop.epoch = epoch
      return stop
    }
    self.training = training

    var predictions = ReportPredictions()
    predictions.shape = result.predictions.shape.dimensions
    self.predictions = predictions
    expectations =
      outcome.expectations.isEmpty ? nil : outcome.expectations.map { ReportExpectation($0) }

    var digest = ReportDigest()
    digest.weights = outcome.weights
    digest.initialWeights = experiment.initialWeights?.digest
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
  fileprivate init(_ expectation: Outcome.Expectation) {
    self.init()
    path = expectation.path
    expected = AnyData(expectation.expected)
    actual = AnyData(expectation.actual)
    passed = expectation.passed
  }
}
