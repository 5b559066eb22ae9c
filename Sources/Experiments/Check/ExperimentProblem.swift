package import Graphs
package import Layers
package import Plans

/// Something about an experiment that cannot work although its file is well-formed.
package struct ExperimentProblem: Error, Sendable {
  package enum Kind: Sendable {
    case emptyModel
    /// `input` or `target`.
    case data(section: String, DataError)
    case sampleCount(input: Shape, target: Shape)
    case model(ModelError)
    /// Shapes begin with the samples of a batch. `recurrent` is the last layer that decides between
    /// every time step and only the last, with what it gives now.
    case outputShape(
      layer: String, output: Shape, target: Shape, batch: Int,
      recurrent: (name: String, givesSequences: Bool)?)
    case tooLarge(PlanError)
    case dataTooLarge(count: Int, limit: Int)
    case batchSize(batchSize: Int, samples: Int)
    case statefulRemainder(layer: String, batchSize: Int, samples: Int)
    case statefulShuffle(layer: String)
    case weights(WeightsProblem, file: String)
    case unknownLayer(name: String, known: [String])
    case parameterCount(
      layer: String, expected: Int, actual: Int, formula: ParameterFormula?,
      parts: [(name: String, count: Int)])
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
    case .parameterCount, .shapeExpectation: true
    default: false
    }
  }
}
