import Datasets
import Diagnostics
import Files
import Graphs
import Layers
import Schemas
import Training
import YAML

extension ExperimentChecker {
  /// The most numbers that are generated.
  private static let dataLimit = 1 << 26

  /// Loads the data and shapes them; nil where the inputs' are not known.
  mutating func checkData() -> ExperimentData? {
    let section = experiment.data
    let source = ConfigurationPath(.key("data"), .key("source"))
    if let count = section.source.value.count {
      guard count <= Self.dataLimit else {
        note(.dataTooLarge(count: count, limit: Self.dataLimit), at: source)
        return nil
      }
      guard count > 0 else {
        note(.noData, at: source)
        return nil
      }
    }
    let (inputs, targets) = (section.allInputs, section.allTargets)
    for (key, data) in [("inputs", inputs), ("targets", targets)] where data.isEmpty {
      note(.nothingNamed(section: key), at: ConfigurationPath(.key("data"), .key(key)))
    }
    guard !inputs.isEmpty, !targets.isEmpty, let (start, files) = load(section) else { return nil }
    let shapedInputs = inputs.map { shape($0, isTarget: false, start) }
    let shapedTargets = targets.map { shape($0, isTarget: true, start) }
    let known = shapedInputs.compactMap { $0 }
    guard known.count == inputs.count else { return nil }
    let first = known[0].samples.shape
    var fits = true
    let all = zip(inputs + targets, shapedInputs + shapedTargets).enumerated()
    for (other, (data, shaped)) in all.dropFirst() {
      guard let shape = shaped?.samples.shape, shape[0] != first[0] else { continue }
      note(
        .sampleCount(
          first: inputs[0].title("input"), first,
          other: data.title(other < inputs.count ? "input" : "target"), shape),
        at: data.path, related: inputs[0].path)
      fits = false
    }
    return ExperimentData(
      start: start, inputs: known, allTargets: shapedTargets, fits: fits, files: files)
  }

  private mutating func load(
    _ section: DataSection
  ) -> (start: DataStart, files: [(name: String, digest: String)])? {
    let opened = OpenedFiles()
    let (root, paths, project) = (root, paths, name.root)
    do throws(Pipeline.Failure) {
      let start = try section.pipeline(seed: UInt64(experiment.seed)).start {
        text throws(FileProblem) in
        let place = root.entry("data")?.value.entry("source")?.value.range.source.name
        return try opened.open(
          Self.path(text, writtenAt: place, paths, inside: project), named: text)
      }
      do throws(FileProblem) { return (start, try opened.digests()) } catch {
        throw Pipeline.Failure(
          error: .file(error, file: section.source.name), stage: .source)
      }
    } catch {
      var path = Self.path(of: error.stage, in: root)
      if path.elements.last == .choice, let key = error.error.key {
        let wanted = path.appending(.key(key))
        path = wanted.exists(in: root) ? wanted : path
      }
      note(.data(error.error, subject: "the data"), at: path)
      return nil
    }
  }

  /// The file that a text names, seen from the file in which it stands: a parent, perhaps. A path that
  /// was given by `--set` is the person's own.
  static func path(
    _ text: String, writtenAt origin: String?, _ paths: [CheckedPath], inside project: String
  ) throws(FileProblem) -> CheckedPath {
    if origin == Diagnostic.commandLine { return try .named(text) }
    guard let file = paths.first(where: { $0.shown == origin }) ?? paths.first else {
      return try .named(text)
    }
    return try .written(text, in: file, inside: project)
  }

  private static func path(of stage: Pipeline.Stage, in root: Node) -> ConfigurationPath {
    let data = ConfigurationPath(.key("data"))
    switch stage {
    case .source: return data.appending(.key("source"), .choice)
    case .draw: return data.appending(.key("draw"))
    case .split: return data.appending(.key("split"))
    case .window: return data.appending(.key("window"))
    case .prepare(let index): return data.appending(.key("prepare"), .index(index), .choice)
    }
  }

  private mutating func shape(
    _ data: NamedTransformations, isTarget: Bool, _ start: DataStart
  ) -> ShapedSamples? {
    do throws(StepFailure) {
      return try start.samples(data.transformations, isTarget: isTarget)
    } catch {
      var path = data.path(ofStep: error.step, in: root)
      if error.step != nil, let key = error.error.key { path = path.appending(.key(key)) }
      note(.data(error.error, subject: data.title(isTarget ? "target" : "input")), at: path)
      return nil
    }
  }

  /// The samples of each part; nil where they cannot be divided as asked.
  mutating func checkParts(of data: ExperimentData) -> SampleParts? {
    do throws(DataError) {
      return try data.start.parts(of: data.sampleCount, isTied: data.isTied)
    } catch {
      let path = ConfigurationPath(.key("data"), .key("split"))
      note(
        .data(error, subject: "the data"), at: error.part.map { path.appending(.key($0)) } ?? path)
      return nil
    }
  }

  /// Compares the samples of the parts with those that are expected.
  mutating func checkSampleCounts(_ parts: SampleParts) {
    let path = ConfigurationPath(.key("expect"), .key("samples"))
    for entry in experiment.expect?.samples?.entries ?? [] {
      guard let part = Part.allCases.first(where: { $0.name == entry.name }) else {
        note(
          .unknownPart(entry.name), at: path.appending(.name(entry.name)))
        continue
      }
      let actual = parts.samples(of: part).count
      guard actual != entry.value else { continue }
      note(
        .sampleExpectation(part: entry.name, expected: entry.value, actual: actual),
        at: path.appending(.key(entry.name)))
    }
  }

  mutating func checkBatchSize(samples: Int) {
    let batchSize = experiment.training.batchSize
    let path = ConfigurationPath(.key("training"), .key("batch_size"))
    if batchSize > samples, path.exists(in: root) {
      note(.batchSize(batchSize: batchSize, samples: samples), at: path)
    }
  }

  /// Compares the data's numbers with what layers, losses and metrics take.
  mutating func checkNumbers(
    of data: ExperimentData, for model: Model, _ objective: Objective?
  ) {
    for (input, shaped) in zip(experiment.data.allInputs, data.inputs) {
      let name = input.name ?? LayerNames.input
      for requirement in model.requirements where requirement.input == name {
        let rule = NumberRule.whole(below: requirement.classes)
        guard let breach = rule.firstBreach(in: shaped.samples.tensor) else { continue }
        note(.number(breach, user: requirement.layer), at: input.path)
        break
      }
    }
    guard let objective, let targets = data.targets else { return }
    for (index, target) in experiment.data.allTargets.enumerated() {
      let prediction = model.network.graph.shape(model.network.outputs[index].value)
      let one = objective.outputs[index]
      for measure in [one.loss as any Measure] + one.metrics {
        let form = measure.targetForm(for: prediction)
        if form.numbers == .any { continue }
        let tensor = targets[index].samples.tensor
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
