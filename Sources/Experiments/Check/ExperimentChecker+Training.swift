import Datasets
import Graphs
import Layers
import Schemas
import Training

/// What is asked of training, held to the model.
extension ExperimentChecker {
  /// The losses and metrics of the model's outputs; nil where one has no loss, or none has the name.
  mutating func makeObjective(for model: Model) -> Objective? {
    let training = experiment.training
    let names = model.network.outputs.map { $0.name }
    let isOnly = names.count == 1
    let path = ConfigurationPath(.key("training"))
    checkNames(training.loss.names, among: names, at: path.appending(.key("loss")))
    checkNames(
      training.lossWeights?.entries.map { $0.name }, among: names,
      at: path.appending(.key("loss_weights")))
    checkNames(training.metrics?.names, among: names, at: path.appending(.key("metrics")))
    if !isOnly, training.metrics != nil, training.metrics?.names == nil {
      note(.unnamedMetrics(outputs: names), at: path.appending(.key("metrics")))
    }
    var outputs: [Objective.Output] = []
    for name in names {
      guard let loss = training.loss.value(of: name, isOnly: isOnly) else {
        note(.noLoss(output: name), at: path.appending(.key("loss")))
        return nil
      }
      let weight = training.lossWeights?.entries.first { $0.name == name }?.value ?? 1
      let metrics = training.metrics?.value(of: name, isOnly: isOnly) ?? []
      let list = path.appending(.key("metrics"))
      checkRepeats(
        of: metrics.map { $0.name },
        at: training.metrics?.names == nil ? list : list.appending(.key(name)))
      outputs.append(
        Objective.Output(
          loss: loss.value, weight: weight, metrics: metrics.map { $0.value }))
    }
    let objective = Objective(outputs)
    checkColumns(of: objective, names)
    return objective
  }

  /// The history has a column a name, those of the validation part with `val_` before it.
  private mutating func checkColumns(of objective: Objective, _ outputs: [String]) {
    guard outputs.count > 1 else { return }
    let measured = objective.columns(outputs)
    var seen = Set(measured)
    let validated = experiment.data.split?.validation == nil ? [] : measured.map { "val_\($0)" }
    guard let column = validated.first(where: { !seen.insert($0).inserted }) else { return }
    note(.repeatedColumn(column), at: ConfigurationPath(.key("data"), .key("targets")))
  }

  /// Every input is read by something.
  mutating func checkInputs(of model: Model) {
    let inputs = model.network.inputs
    guard inputs.count > 1 else { return }
    let read = Set(model.network.graph.nodes.flatMap { $0.inputs.compactMap { $0 } })
    for input in inputs where !read.contains(input.value) {
      note(
        .unusedInput(input.name),
        at: ConfigurationPath(.key("data"), .key("inputs"), .name(input.name)))
    }
  }

  private mutating func checkRepeats(of metrics: [String], at path: ConfigurationPath) {
    for (index, name) in metrics.enumerated() where metrics[..<index].contains(name) {
      note(.repeatedMetric(name), at: path.appending(.index(index)))
    }
  }

  private mutating func checkNames(
    _ names: [String]?, among known: [String], at path: ConfigurationPath
  ) {
    for name in names ?? [] where !known.contains(name) {
      note(.unknownTarget(name: name, known: known), at: path.appending(.name(name)))
    }
  }

  /// Compares each output with its target, and with what its loss and metrics take.
  mutating func checkOutputs(of model: Model, targets: [Shape], _ objective: Objective?) {
    for (index, output) in model.network.outputs.enumerated() {
      let shape = model.network.graph.shape(output.value).replacing(
        axis: 0, with: targets[index][0])
      if output.mask != nil,
        let metric = objective?.outputs[index].metrics.first(where: { $0.countsSamples })
      {
        note(
          .maskedMetric(type(of: metric).title, output: output.name),
          at: ConfigurationPath(.key("training"), .key("metrics")))
      }
      let place = model.layers.lastIndex { $0.name == output.name } ?? model.layers.count - 1
      let measures = objective.map { objective in
        let one = objective.outputs[index]
        return [one.loss as any Measure] + one.metrics
      }
      for measure in measures ?? [] {
        let form = measure.targetForm(for: shape)
        if form.accepts(targets[index]) { continue }
        checkOutput(model, at: place, shape, targets[index], form, measure)
        break
      }
    }
  }

  private mutating func checkOutput(
    _ model: Model, at place: Int, _ output: Shape, _ target: Shape, _ form: TargetForm,
    _ measure: any Measure
  ) {
    let fitting = AllLosses.taking(target: target, prediction: output)
    if form.shape != output || form.numbers != .any && !fitting.isEmpty {
      note(
        .targetForm(
          measure: type(of: measure).title, output: output, wanted: form.shape, target: target,
          fitting: fitting),
        at: Self.layerPath(place))
      return
    }
    let given = Shape(Array(output.dimensions.dropFirst()))
    let wanted = Shape(Array(target.dimensions.dropFirst()))
    let isLast = place == model.layers.count - 1
    let edits =
      isLast
      ? OutputEdit.edits(
        stack: experiment.model, records: model.layers, output: given, target: wanted,
        samples: target[0]) : []
    note(
      .outputShape(
        layer: model.layers[place].name, output: given, target: wanted, edits: edits),
      at: Self.layerPath(place),
      related: edits.compactMap { $0.layerToChange }.first.map { Self.layerPath($0) })
  }

  /// States go on from batch to batch, so batches have one size, and samples their order.
  mutating func checkStates(of model: Model, _ parts: SampleParts, samples: Int) {
    guard let index = model.layers.firstIndex(where: { $0.isStateful }) else { return }
    let layer = model.layers[index].name
    let batchSize = experiment.training.batchSize
    let related = Self.layerPath(index)
    let path = ConfigurationPath(.key("training"))
    let trained = parts.training.count
    let counts = [trained, parts.validation.count, parts.test.count, samples].filter { $0 > 0 }
    if let count = counts.first(where: { $0 % min(batchSize, trained) != 0 }) {
      note(
        .statefulRemainder(
          layer: layer, batchSize: batchSize, counts: counts, samples: count),
        at: path.appending(.key("batch_size")), related: related)
    }
    if experiment.training.shuffles, batchSize < trained {
      note(
        .statefulShuffle(layer: layer), at: path.appending(.key("shuffle")), related: related)
    }
  }

  /// Callbacks watch numbers that are recorded.
  mutating func checkCallbacks(_ objective: Objective?, _ model: Model, hasValidation: Bool) {
    guard let objective else { return }
    let measured = objective.columns(model.network.outputs.map { $0.name })
    let known = hasValidation ? measured + measured.map { "val_\($0)" } : measured
    let callbacks = experiment.training.callbacks ?? []
    for (index, callback) in callbacks.enumerated() {
      let path = ConfigurationPath(.key("training"), .key("callbacks"), .index(index), .choice)
      if !known.contains(callback.value.monitor) {
        note(
          .unknownMonitor(
            callback: callback.name, name: callback.value.monitor, known: known,
            hasValidation: hasValidation),
          at: path.appending(.key("monitor")))
      }
      if callback.value.setsLearningRate, !experiment.training.optimizer.value.hasConstantRate {
        note(.twoLearningRates(callback: callback.name), at: path)
      }
    }
  }
}
