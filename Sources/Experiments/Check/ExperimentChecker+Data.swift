import Datasets
import Graphs
import Layers
import Schemas
import Training

/// The shapes of an experiment's data, the samples first.
struct DataShapes {
  /// One an input.
  let inputs: [Shape]
  /// One a target; nil where they do not fit the inputs.
  let targets: [Shape]?
  let modelInputs: [ModelInput]
  /// The layers that give the outputs, by name; nil: the last alone.
  let outputs: [String]?
}

extension ExperimentChecker {
  /// The most numbers that a data source may give.
  private static let dataLimit = 1 << 28

  /// The shapes of the data; nil where the inputs' are not known.
  mutating func checkData() -> DataShapes? {
    let count = experiment.data.source.value.count
    let source = ConfigurationPath(.key("data"), .key("source"))
    guard count <= Self.dataLimit else {
      note(.dataTooLarge(count: count, limit: Self.dataLimit), at: source)
      return nil
    }
    guard count > 0 else {
      note(.noData, at: source)
      return nil
    }
    let (inputs, targets) = (experiment.data.allInputs, experiment.data.allTargets)
    for (section, data) in [("inputs", inputs), ("targets", targets)] where data.isEmpty {
      note(.nothingNamed(section: section), at: ConfigurationPath(.key("data"), .key(section)))
    }
    guard !inputs.isEmpty, !targets.isEmpty else { return nil }
    let inputShapes = inputs.map { shape($0, "input", count) }
    let targetShapes = targets.map { shape($0, "target", count) }
    guard !inputShapes.contains(nil), let first = inputShapes.first ?? nil else { return nil }
    let all = zip(inputs + targets, inputShapes + targetShapes).enumerated()
    var fits = !targetShapes.contains(nil)
    for (other, (data, shape)) in all.dropFirst() {
      guard let shape, shape[0] != first[0] else { continue }
      note(
        .sampleCount(
          first: inputs[0].title("input"), first,
          other: data.title(other < inputs.count ? "input" : "target"), shape),
        at: data.path, related: inputs[0].path)
      fits = false
    }
    let shapes = inputShapes.compactMap { $0 }
    return DataShapes(
      inputs: shapes, targets: fits ? targetShapes.compactMap { $0 } : nil,
      modelInputs: zip(inputs, shapes).map { data, shape in
        ModelInput(
          data.name ?? LayerNames.input, sample: Shape(Array(shape.dimensions.dropFirst())))
      },
      outputs: targets.first?.name == nil
        ? experiment.output.map { [$0] } : targets.compactMap { $0.name })
  }

  private mutating func shape(
    _ data: NamedTransformations, _ section: String, _ count: Int
  ) -> Shape? {
    var shape: Shape = [count]
    for (index, step) in data.transformations.steps.enumerated() {
      do throws(DataError) {
        shape = try step.value.shape(of: shape)
      } catch {
        let item = data.path.appending(.index(index))
        let path = item.exists(in: root) ? item : data.path
        note(.data(section: section, error), at: path.appending(.choice, .key(error.key)))
        return nil
      }
    }
    return shape
  }

  /// The samples of each part; nil where they cannot be divided as asked.
  mutating func checkParts(of samples: Int) -> SampleParts? {
    guard let split = experiment.data.split else { return SampleParts(all: samples) }
    do throws(SplitProblem) {
      return try split.parts(of: samples, seed: UInt64(experiment.seed))
    } catch {
      let path = ConfigurationPath(.key("data"), .key("split"))
      switch error {
      case .empty(let part), .severalRests(let part):
        note(.split(error), at: path.appending(.key(part)))
      case .tooMany, .unused: note(.split(error), at: path)
      }
      return nil
    }
  }

  mutating func checkBatchSize(samples: Int) {
    let batchSize = experiment.training.batchSize
    let path = ConfigurationPath(.key("training"), .key("batch_size"))
    if batchSize > samples, path.exists(in: root) {
      note(.batchSize(batchSize: batchSize, samples: samples), at: path)
    }
  }

  /// Compares the data's numbers with what layers, losses and metrics take. Where none of them asks
  /// for anything, no number is made.
  mutating func checkNumbers(for model: Model, _ objective: Objective?) {
    let source = experiment.data.source.value
    var numbers: Tensor?
    func tensor(_ data: NamedTransformations) -> Tensor {
      let all = numbers ?? Tensor([source.count], source.values())
      numbers = all
      return data.transformations.apply(to: all)
    }
    for input in experiment.data.allInputs {
      let name = input.name ?? LayerNames.input
      for requirement in model.requirements where requirement.input == name {
        let rule = NumberRule.whole(below: requirement.classes)
        guard let breach = rule.firstBreach(in: tensor(input)) else { continue }
        note(.number(breach, user: requirement.layer), at: input.path)
        break
      }
    }
    guard let objective else { return }
    for (index, target) in experiment.data.allTargets.enumerated() {
      let prediction = model.network.graph.shape(model.network.outputs[index].value)
      let one = objective.outputs[index]
      for measure in [one.loss as any Measure] + one.metrics {
        let form = measure.targetForm(for: prediction)
        if form.numbers == .any { continue }
        let tensor = tensor(target)
        let shape = tensor.shape.replacing(axis: 0, with: prediction[0])
        guard let rule = NumberRule(form.numbers, target: shape, prediction: prediction),
          let breach = rule.firstBreach(in: tensor)
        else { continue }
        note(.number(breach, user: type(of: measure).title), at: target.path)
        break
      }
    }
  }
}
