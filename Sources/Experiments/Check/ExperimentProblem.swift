package import Datasets
package import Graphs
package import Layers
package import Plans
package import Weights

/// Something about an experiment that cannot work although its file is well-formed.
package struct ExperimentProblem: Error, Sendable {
  package enum Kind: Sendable {
    case emptyModel
    /// Layers, and inputs that they name.
    case tooManyLayers(count: Int, limit: Int)
    /// What messages call the data that are wrong: "the data", "the input `a`".
    case data(DataError, subject: String)
    /// An input or a target has other samples than the first input; what messages call both.
    case sampleCount(first: String, Shape, other: String, Shape)
    /// A setting by output names none; `known` are the outputs.
    case unknownTarget(name: String, known: [String])
    /// An output that has a target has no loss.
    case noLoss(output: String)
    /// A loss or metric takes another target beside this output. The shapes are those of all samples.
    case targetForm(
      measure: String, output: Shape, wanted: Shape, target: Shape, fitting: [String])
    /// A callback watches a number that no epoch records.
    case unknownMonitor(callback: String, name: String, known: [String], hasValidation: Bool)
    /// A callback and a schedule both set the learning rate.
    case twoLearningRates(callback: String)
    /// A number that a layer, a loss or a metric, called by its name, does not take.
    case number(NumberBreach, user: String)
    /// `inputs` or `targets` has no entry.
    case nothingNamed(section: String)
    /// Two metrics of one output would have one name in the history.
    case repeatedMetric(String)
    /// Two numbers of an epoch would have this name, because of how the outputs are called.
    case repeatedColumn(String)
    /// A list of metrics, and more than one output that it could be of.
    case unnamedMetrics(outputs: [String])
    /// An input that no layer reads.
    case unusedInput(String)
    /// There are no numbers at all.
    case noData
    /// `input` is the shape of all samples. `isWrapped` tells that the layer stands inside another.
    case model(ModelError, input: Shape, isWrapped: Bool)
    /// Both shapes are those of one sample. `edits` are what would make them alike.
    case outputShape(layer: String, output: Shape, target: Shape, edits: [OutputEdit])
    case tooLarge(PlanError)
    /// Training takes more than the limit, and this much of it the data; in bytes.
    case totalMemory(data: Double, limit: Double)
    case dataTooLarge(count: Int, limit: Int)
    case batchSize(batchSize: Int, samples: Int)
    /// `counts` are the samples of all parts that are gone through, `samples` the first that does not
    /// divide.
    case statefulRemainder(layer: String, batchSize: Int, counts: [Int], samples: Int)
    case statefulShuffle(layer: String)
    case weights(WeightsProblem, file: String)
    case unknownLayer(name: String, known: [String])
    case parameterCount(
      layer: String, expected: Int, actual: Int, formula: ParameterFormula?,
      parts: [(name: String, count: Int)])
    /// `expect.samples` names a part that there cannot be.
    case unknownPart(String)
    case sampleExpectation(part: String, expected: Int, actual: Int)
    /// An output whose steps are masked cannot be measured at the end.
    case maskedEvaluation(output: String)
    /// A metric that counts whole samples, of an output whose steps are masked.
    case maskedMetric(String, output: String)
    /// A baseline, a metric or a way to evaluate that looks at the rows before.
    case needsWindow(String)
    /// Baselines, and no metric to measure them by.
    case unmeasuredBaselines
    /// A test part is needed.
    case noTestPart
    /// Training anew before each forecast beside something that it is not supported with.
    case refit(besides: String)
    case feed(OwnForecasts.Obstacle)
    /// Something is expected of all points of a matrix, and there is none.
    case runsWithoutMatrix
    /// What is expected of all points of a matrix takes other bounds.
    case runsForm(String, isCount: Bool)
    /// A bound on a share that no share is near.
    case shareBound(Double)
    /// A count or a ratio that is compared with a number of the report.
    case numberBound(String)
    /// A path that leads to no number of the report.
    case unknownNumber(String, known: [String], possible: [String])
    case shapeExpectation(layer: String?, expected: [Int?], actual: Shape)
    case expectedValueCount(expected: Int, actual: Int)
  }

  package let kind: Kind
  package let path: ConfigurationPath
  /// A second place that has to do with it: the layer to change, for example.
  package let related: ConfigurationPath?

  package init(
    _ kind: Kind, at path: ConfigurationPath, related: ConfigurationPath? = nil
  ) {
    self.kind = kind
    self.path = path
    self.related = related
  }

  /// Whether the experiment can be run all the same: an expectation that fails is a result.
  package var isExpectation: Bool {
    switch kind {
    case .parameterCount, .shapeExpectation, .sampleExpectation: true
    default: false
    }
  }
}
