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
  let name: ExperimentName
  let experiment: Experiment
  let root: Node
  /// The files that the tree comes from, for the files that they name.
  let paths: [CheckedPath]
  /// The keys of the experiment that could not be read; what depends on them is not checked.
  let troubled: Set<String>
  private(set) var problems: [ExperimentProblem] = []

  /// The most layers, and inputs that they name: the deepest networks have a few hundred.
  private static let layerLimit = 10_000

  /// Checks an experiment.
  ///
  /// - Returns: the experiment if it can be run, and what is wrong with it; both where only
  ///   expectations fail
  static func check(
    _ experiment: Experiment, troubled: Set<String>, name: ExperimentName, root: Node,
    paths: [CheckedPath], isPoint: Bool
  ) -> (checked: CheckedExperiment?, problems: [ExperimentProblem]) {
    var checker = ExperimentChecker(
      name: name, experiment: experiment, root: root, paths: paths, troubled: troubled)
    if !isPoint, experiment.expect?.runs != nil {
      checker.note(
        .runsWithoutMatrix, at: ConfigurationPath(.key("expect"), .name("runs")))
    }
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

  mutating func note(
    _ kind: ExperimentProblem.Kind, at path: ConfigurationPath, related: ConfigurationPath? = nil
  ) {
    problems.append(ExperimentProblem(kind, at: path, related: related))
  }

  private mutating func check() -> CheckedExperiment? {
    if !troubled.contains("model") { checkModelSize() }
    let hasModel = !troubled.contains("model") && problems.isEmpty
    guard !troubled.contains("data"), let data = checkData() else { return nil }
    let samples = data.sampleCount
    let parts = checkParts(of: data)
    let trained = parts?.training.count ?? samples
    if !troubled.contains("training") { checkBatchSize(samples: trained) }
    let batch = min(experiment.training.batchSize, trained)
    let shapes = ModelShapes(data, experiment)
    guard hasModel, let model = build(data, shapes, batch: batch) else { return nil }
    checkInputs(of: model)
    let objective = troubled.contains("training") ? nil : makeObjective(for: model)
    if let targets = data.targetShapes {
      checkOutputs(of: model, targets: targets, objective)
      checkPredictions(count: targets.reduce(0) { $0 + $1.elementCount })
    }
    if !troubled.contains("training") {
      if let parts { checkStates(of: model, parts, samples: samples) }
      checkCallbacks(objective, model, hasValidation: parts?.validation.isEmpty == false)
    }
    let evaluation = PlannedEvaluation(
      experiment, outputs: model.network.outputs.map { $0.name })
    if let parts {
      checkEvaluation(evaluation, of: model, data, objective, parts)
      checkSampleCounts(parts)
    }
    if problems.isEmpty { checkNumbers(of: data, for: model, objective) }
    let failed = ExpectationChecker.failures(of: experiment.expect, model: model)
    let weights = readWeights(for: model)
    let isRunnable = !problems.contains { !$0.isExpectation } && troubled.isEmpty
    var trainer: (Trainer, TrainerFactory, bytes: Double)?
    if isRunnable, let targets = data.targetShapes, let objective, let parts {
      trainer = makeTrainer(for: model, data, shapes, targets: targets, objective, parts)
    }
    problems += failed
    guard let (trainer, factory, bytes) = trainer, let parts,
      !problems.contains(where: { !$0.isExpectation })
    else { return nil }
    // The default may be more than there are samples; what is written down is what is used.
    var resolved = experiment
    resolved.training.batchSize = batch
    return CheckedExperiment(
      name: name, experiment: resolved, model: model, trainer: trainer, parts: parts, samples: data,
      evaluation: evaluation,
      makeTrainer: factory, bytes: bytes,
      initialWeights: weights, failedExpectations: failed, root: root)
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

  private mutating func build(
    _ data: ExperimentData, _ shapes: ModelShapes, batch: Int
  ) -> Model? {
    do throws(ModelError) {
      return try ModelBuilder.build(
        experiment.model, inputs: shapes.inputs, batch: batch, outputs: shapes.outputs)
    } catch {
      let (path, related) = places(of: error)
      note(
        .model(error, input: data.inputShapes[0], isWrapped: isWrapped(error)), at: path,
        related: related)
      return nil
    }
  }

  /// Where a layer's problem is, and the other layer that has to do with it.
  private func places(
    of problem: ModelError
  ) -> (ConfigurationPath, related: ConfigurationPath?) {
    let layerPath = { (index: Int) in Self.layerPath(index) }
    let targets = ConfigurationPath(.key("data"), .key("targets"))
    let layer =
      problem.index.map { layerPath($0) }
      ?? (experiment.data.targets == nil
        ? ConfigurationPath(.key("output")) : targets.appending(.name(problem.name)))
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
    case .groups: return (layer.appending(.key("groups")), nil)
    case .window: return (layer.appending(.key("kernel_size")), nil)
    case .notRecurrent: return (layer.appending(.key("layer")), nil)
    case .inputsInsideWrapper, .statefulInsideWrapper, .unequalInputs, .axis, .maskLost,
      .unequalMasks, .notFromData, .needsSteps, .unknownOutput, .shape:
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

  static func layerPath(_ index: Int) -> ConfigurationPath {
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
      do throws(FileProblem) {
        path = try Self.path(
          file, writtenAt: root.entry("initial_weights")?.value.range.source.name, paths,
          inside: name.root)
      } catch { throw .unreadable(error) }
      return try InitialWeights.read(path, for: model.network.graph.parameters)
    } catch {
      note(.weights(error, file: file), at: ConfigurationPath(.key("initial_weights")))
      return nil
    }
  }

  private mutating func checkPredictions(count: Int) {
    guard case .values(let values) = experiment.expect?.predictions?.equal, values.count != count
    else { return }
    note(
      .expectedValueCount(expected: values.count, actual: count),
      at: ConfigurationPath(.key("expect"), .key("predictions"), .key("equal")))
  }

  private mutating func makeTrainer(
    for model: Model, _ data: ExperimentData, _ shapes: ModelShapes, targets: [Shape],
    _ objective: Objective,
    _ parts: SampleParts
  ) -> (Trainer, TrainerFactory, bytes: Double)? {
    let training = experiment.training
    let settings = TrainingSettings(
      objective: objective, optimizer: training.optimizer.value,
      callbacks: (training.callbacks ?? []).map { $0.value }, epochs: training.epochs,
      batchSize: training.batchSize, shuffles: training.shuffles,
      resetsStates: (training.resetStates ?? .epoch).setting,
      feedsBack: experiment.evaluate?.walkForward?.feed == .own, seed: UInt64(experiment.seed))
    let layers = experiment.model
    let factory: TrainerFactory = { targets, parts in
      try Trainer(settings: settings, targets: targets, parts: parts) {
        batch, mode throws(ModelError) in
        // The whole batch was built before.
        try batch == model.network.graph.batch && mode == .training
          ? model.network
          : ModelBuilder.build(
            layers, inputs: shapes.inputs, batch: batch, mode: mode, outputs: shapes.outputs
          ).network
      }
    }
    do {
      let trainer = try factory(targets, parts)
      return checkedMemory(of: trainer, data).map { (trainer, factory, $0) }
    } catch TrainingError.plan(let error) {
      note(.tooLarge(error), at: layerPath(of: error, in: model))
    } catch {
      // The model was built and its output compared with the target before.
      preconditionFailure("a checked model builds: \(error)")
    }
    return nil
  }

  /// The bytes that the data and training take; nil where they are more than the limit.
  private mutating func checkedMemory(of trainer: Trainer, _ samples: ExperimentData) -> Double? {
    let data = samples.bytes
    let (needed, limit) = (data + trainer.bytes, Plan.memoryLimit)
    guard needed > limit else { return needed }
    note(
      .totalMemory(data: data, limit: limit),
      at: ConfigurationPath(.key("data"), .key("source")))
    return nil
  }
}

/// Makes a trainer for targets of some shapes, one an output, and some parts of the samples.
typealias TrainerFactory = @Sendable ([Shape], SampleParts) throws -> Trainer

/// What a model is built for.
struct ModelShapes {
  let inputs: [ModelInput]
  /// The layers that give the outputs, by name; nil: the last alone.
  let outputs: [String]?

  init(_ data: ExperimentData, _ experiment: Experiment) {
    inputs = zip(experiment.data.allInputs, data.inputShapes).map { input, shape in
      ModelInput(
        input.name ?? LayerNames.input, sample: Shape(Array(shape.dimensions.dropFirst())))
    }
    let targets = experiment.data.allTargets
    outputs =
      targets.first?.name == nil
      ? experiment.output.map { [$0] } : targets.compactMap { $0.name }
  }
}
