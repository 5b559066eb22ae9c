import Datasets
import Diagnostics
import Files
import Graphs
import Layers
import Plans
import Schemas
import Training
import Weights
import YAML

/// Everything that can be known about an experiment without training it.
struct ExperimentChecker {
  private let name: ExperimentName
  private let experiment: Experiment
  private let root: Node
  /// The files that the tree comes from, for the files that they name.
  private let paths: [CheckedPath]
  /// The keys of the experiment that could not be read; what depends on them is not checked.
  private let troubled: Set<String>
  private var problems: [ExperimentProblem] = []

  /// The most numbers that a data source may give.
  private static let dataLimit = 1 << 28
  /// The most layers, and inputs that they name: the deepest networks have a few hundred.
  private static let layerLimit = 10_000

  /// Checks an experiment.
  ///
  /// - Returns: the experiment if it can be run, and what is wrong with it; both where only
  ///   expectations fail
  static func check(
    _ experiment: Experiment, troubled: Set<String>, name: ExperimentName, root: Node,
    paths: [CheckedPath]
  ) -> (checked: CheckedExperiment?, problems: [ExperimentProblem]) {
    var checker = ExperimentChecker(
      name: name, experiment: experiment, root: root, paths: paths, troubled: troubled)
    let checked = checker.check()
    return (checked, checker.problems)
  }

  private init(
    name: ExperimentName, experiment: Experiment, root: Node, paths: [CheckedPath],
    troubled: Set<String>
  ) {
    self.troubled = troubled
    self.name = name
    self.experiment = experiment
    self.root = root
    self.paths = paths
  }

  private mutating func note(
    _ kind: ExperimentProblem.Kind, at path: ConfigurationPath, related: ConfigurationPath? = nil
  ) {
    problems.append(ExperimentProblem(kind, at: path, related: related))
  }

  private mutating func check() -> CheckedExperiment? {
    if !troubled.contains("model") { checkModelSize() }
    let hasModel = !troubled.contains("model") && problems.isEmpty
    guard !troubled.contains("data") else { return nil }
    let (input, target) = checkData()
    guard let input else { return nil }
    if !troubled.contains("training") { checkBatchSize(samples: input[0]) }
    let batch = min(experiment.training.batchSize, input[0])
    guard hasModel, let model = build(input: input, batch: batch) else { return nil }
    if let target {
      checkOutput(of: model, target: target)
      checkPredictions(count: target.elementCount)
    }
    if !troubled.contains("training") { checkStates(of: model, samples: input[0]) }
    let failed = ExpectationChecker.failures(of: experiment.expect, model: model)
    let weights = readWeights(for: model)
    let isRunnable = problems.isEmpty && troubled.isEmpty
    let trainer =
      isRunnable ? target.flatMap { makeTrainer(for: model, input: input, target: $0) } : nil
    problems += failed
    guard let (trainer, bytes) = trainer, !problems.contains(where: { !$0.isExpectation }) else {
      return nil
    }
    // The default may be more than there are samples; what is written down is what is used.
    var resolved = experiment
    resolved.training.batchSize = batch
    return CheckedExperiment(
      name: name, experiment: resolved, model: model, trainer: trainer, bytes: bytes,
      initialWeights: weights, failedExpectations: failed, root: root)
  }

  // MARK: Data

  /// The shapes of the data, as far as they are known; a target only if it fits the input.
  private mutating func checkData() -> (input: Shape?, target: Shape?) {
    let count = experiment.data.source.value.count
    let path = ConfigurationPath(.key("data"))
    guard count <= Self.dataLimit else {
      note(.dataTooLarge(count: count, limit: Self.dataLimit), at: path.appending(.key("source")))
      return (nil, nil)
    }
    guard count > 0 else {
      note(.noData, at: path.appending(.key("source")))
      return (nil, nil)
    }
    let input = shape("input", experiment.data.input, count)
    let target = shape("target", experiment.data.target, count)
    if let input, let target, input[0] != target[0] {
      note(
        .sampleCount(input: input, target: target), at: path.appending(.key("target")),
        related: path.appending(.key("input")))
      return (input, nil)
    }
    return (input, target)
  }

  private mutating func shape(
    _ section: String, _ steps: Transformations, _ count: Int
  ) -> Shape? {
    var shape: Shape = [count]
    for (index, step) in steps.steps.enumerated() {
      do throws(DataError) {
        shape = try step.value.shape(of: shape)
      } catch {
        let one = ConfigurationPath(.key("data"), .key(section))
        let item = one.appending(.index(index))
        let path = item.exists(in: root) ? item : one
        note(.data(section: section, error), at: path.appending(.choice, .key(error.key)))
        return nil
      }
    }
    return shape
  }

  private mutating func checkBatchSize(samples: Int) {
    let batchSize = experiment.training.batchSize
    let path = ConfigurationPath(.key("training"), .key("batch_size"))
    if batchSize > samples, path.exists(in: root) {
      note(.batchSize(batchSize: batchSize, samples: samples), at: path)
    }
  }

  // MARK: Model

  private mutating func checkModelSize() {
    let layers = experiment.model
    let count = layers.reduce(0) { $0 + 1 + ($1.inputs?.count ?? 0) }
    if layers.isEmpty {
      note(.emptyModel, at: ConfigurationPath(.key("model")))
    } else if count > Self.layerLimit {
      note(
        .tooManyLayers(count: count, limit: Self.layerLimit), at: ConfigurationPath(.name("model")))
    }
  }

  private mutating func build(input: Shape, batch: Int) -> Model? {
    let sample = Shape(Array(input.dimensions.dropFirst()))
    do throws(ModelError) {
      return try ModelBuilder.build(
        experiment.model, sample: sample, batch: batch, output: experiment.output)
    } catch {
      let (path, related) = Self.places(of: error)
      note(
        .model(error, input: input, isWrapped: isWrapped(error)), at: path, related: related)
      return nil
    }
  }

  /// Where a layer's problem is, and the other layer that has to do with it.
  private static func places(
    of problem: ModelError
  ) -> (ConfigurationPath, related: ConfigurationPath?) {
    let layer = problem.index.map { layerPath($0) } ?? ConfigurationPath(.key("output"))
    switch problem.error {
    case .pattern(_, let pattern, _, let name):
      guard pattern.hasSteps else { return (layer, nil) }
      let index = problem.before.firstIndex { record in
        name.map { name in record.all.contains { $0.name == name } }
          ?? (record.inputShape.rank > 2 && record.outputShape.rank == 2)
      }
      return (layer, index.map { layerPath($0) })
    case .duplicateName(_, let first):
      return (layer.appending(.key("name")), first.map { layerPath($0) })
    case .unknownInput(let reference, _):
      return (layer.appending(.key(reference.key), .index(reference.place)), nil)
    case .laterInput(let reference, let later):
      let isItself = later == problem.index
      return (
        layer.appending(.key(reference.key), .index(reference.place)),
        isItself ? nil : layerPath(later)
      )
    case .inputCount: return (layer.appending(.key("from")), nil)
    case .unused: return (layer, problem.before.indices.last.map { layerPath($0) })
    case .initialState: return (layer.appending(.key("initial_state")), nil)
    case .inputsInsideWrapper, .statefulInsideWrapper, .unequalInputs, .axis, .maskLost,
      .unequalMasks, .unknownOutput, .shape:
      return (layer, nil)
    }
  }

  /// Whether the layer that cannot be built stands inside the one in the stack.
  private func isWrapped(_ problem: ModelError) -> Bool {
    guard case .pattern(let type, _, _, _) = problem.error, let index = problem.index else {
      return false
    }
    return type != experiment.model[index].type
  }

  private mutating func checkOutput(of model: Model, target: Shape) {
    let output = Shape(Array(model.outputShape.dimensions.dropFirst()))
    let wanted = Shape(Array(target.dimensions.dropFirst()))
    guard output != wanted else { return }
    let edits = OutputEdit.edits(
      stack: experiment.model, records: model.layers, output: output, target: wanted,
      samples: target[0])
    note(
      .outputShape(
        layer: model.layers[model.layers.count - 1].name, output: output, target: wanted,
        edits: edits),
      at: Self.layerPath(model.layers.count - 1),
      related: edits.compactMap { $0.layerToChange }.first.map { Self.layerPath($0) })
  }

  private mutating func checkStates(of model: Model, samples: Int) {
    guard let index = model.layers.firstIndex(where: { $0.isStateful }) else { return }
    let layer = model.layers[index].name
    let batchSize = experiment.training.batchSize
    let related = Self.layerPath(index)
    if samples % min(batchSize, samples) != 0 {
      note(
        .statefulRemainder(layer: layer, batchSize: batchSize, samples: samples),
        at: ConfigurationPath(.key("training"), .key("batch_size")), related: related)
    }
    if experiment.training.shuffles, batchSize < samples {
      note(
        .statefulShuffle(layer: layer), at: ConfigurationPath(.key("training"), .key("shuffle")),
        related: related)
    }
  }

  private static func layerPath(_ index: Int) -> ConfigurationPath {
    ConfigurationPath(.key("model"), .index(index), .choice)
  }

  /// The layer whose parameter takes most, or the whole model.
  private func layerPath(of error: PlanError, in model: Model) -> ConfigurationPath {
    guard case .tooLarge(_, _, let largest, _) = error,
      let index = model.layers.firstIndex(where: { record in
        record.all.contains { largest.hasPrefix($0.name + ".") }
      })
    else { return ConfigurationPath(.name("model")) }
    return Self.layerPath(index)
  }

  // MARK: Weights, expectations, memory

  private mutating func readWeights(for model: Model) -> InitialWeights? {
    guard let file = experiment.initialWeights else { return nil }
    do throws(WeightsProblem) {
      let path: CheckedPath
      do throws(FileProblem) { path = try weightsPath(file) } catch { throw .unreadable(error) }
      return try InitialWeights.read(path, for: model.network.graph.parameters)
    } catch {
      note(.weights(error, file: file), at: ConfigurationPath(.key("initial_weights")))
      return nil
    }
  }

  /// The file of weights, seen from the file that names it: a parent, perhaps. A path that was given
  /// by `--set` is the person's own.
  private func weightsPath(_ text: String) throws(FileProblem) -> CheckedPath {
    let origin = root.entry("initial_weights")?.value.range.source.name
    if origin == Diagnostic.commandLine { return try .named(text) }
    guard let file = paths.first(where: { $0.shown == origin }) ?? paths.first else {
      return try .named(text)
    }
    return try .written(text, in: file, inside: name.root)
  }

  private mutating func checkPredictions(count: Int) {
    guard case .values(let values) = experiment.expect?.predictions?.equal, values.count != count
    else { return }
    note(
      .expectedValueCount(expected: values.count, actual: count),
      at: ConfigurationPath(.key("expect"), .key("predictions"), .key("equal")))
  }

  private mutating func makeTrainer(
    for model: Model, input: Shape, target: Shape
  ) -> (Trainer, bytes: Double)? {
    let training = experiment.training
    let settings = TrainingSettings(
      loss: training.loss.value, optimizer: training.optimizer.value, epochs: training.epochs,
      batchSize: training.batchSize, shuffles: training.shuffles, seed: UInt64(experiment.seed))
    let (layers, output) = (experiment.model, experiment.output)
    let sample = Shape(Array(input.dimensions.dropFirst()))
    do {
      let trainer = try Trainer(settings: settings, target: target) { batch throws(ModelError) in
        // The whole batch was built before; only what is left over in an epoch has another size.
        try batch == model.network.graph.batch
          ? model.network
          : ModelBuilder.build(layers, sample: sample, batch: batch, output: output).network
      }
      return checkedMemory(of: trainer, input: input, target: target).map { (trainer, $0) }
    } catch TrainingError.plan(let error) {
      note(.tooLarge(error), at: layerPath(of: error, in: model))
    } catch {
      // The model was built and its output compared with the target before.
      preconditionFailure("a checked model builds: \(error)")
    }
    return nil
  }

  /// The bytes that the data and training take; nil where they are more than the limit.
  private mutating func checkedMemory(
    of trainer: Trainer, input: Shape, target: Shape
  ) -> Double? {
    let data = experiment.data.bytes(input: input, target: target)
    let (needed, limit) = (data + trainer.bytes, Plan.memoryLimit)
    guard needed > limit else { return needed }
    note(
      .totalMemory(data: data, limit: limit),
      at: ConfigurationPath(.key("data"), .key("source")))
    return nil
  }
}
