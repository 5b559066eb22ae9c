package import Datasets
package import Graphs
package import Training

/// The numbers of the parts, of the network and of the baselines.
package struct Evaluation: Sendable {
  /// Numbers by name.
  package typealias Numbers = [(name: String, value: Double)]

  /// The network's, by part.
  package private(set) var parts: [(part: Part, numbers: Numbers)] = []
  /// By name, then by part.
  package private(set) var baselines: [(name: String, parts: [(part: Part, numbers: Numbers)])] = []
  /// What the baselines answer, one list an output.
  package private(set) var answers: [(name: String, outputs: [[Double]])] = []
  private let final: EpochRecord

  /// The number at a path; nil where there is none.
  package subscript(path: ReportPath) -> Double? {
    guard let part = path.part else { return final[path.metric] }
    let all =
      path.baseline.map { name in baselines.first { $0.name == name }?.parts ?? [] } ?? parts
    return all.first { $0.part == part }?.numbers.first { $0.name == path.metric }?.value
  }

  /// Measures what a training gave.
  ///
  /// - Parameter values: predictions and targets in the source's units, one an output
  package init(
    of experiment: CheckedExperiment, _ result: TrainingResult, _ values: [OriginalValues]
  ) {
    final = result.last
    let plan = experiment.evaluation
    if !plan.isEmpty {
      for part in Part.allCases {
        let samples = experiment.parts.samples(of: part)
        guard !samples.isEmpty else { continue }
        let scored = zip(plan.outputs, values).flatMap { output, values in
          output.numbers(of: values.predictions, values, samples)
        }
        parts.append((part, scored))
      }
      for baseline in plan.baselines {
        let known = values.map {
          BaselineData(
            experiment.experiment, experiment.samples, experiment.parts, $0.units,
            predictionShape: $0.predictionShape)
        }
        let answers = known.map { baseline.value.answers($0) }
        self.answers.append((baseline.name, answers))
        var measured: [(Part, Numbers)] = []
        for part in Part.allCases {
          let samples = experiment.parts.samples(of: part)
          let numbers = plan.outputs.indices.flatMap { index in
            known[index].isKnown(answers[index], samples)
              ? plan.outputs[index].numbers(of: answers[index], values[index], samples) : []
          }
          if !samples.isEmpty, !numbers.isEmpty { measured.append((part, numbers)) }
        }
        baselines.append((baseline.name, measured))
      }
    }
    let isWalked = experiment.experiment.evaluate?.walkForward?.replacesForecasts == true
    for measured in result.evaluation where !(isWalked && measured.part == Part.test.name) {
      add(measured)
    }
  }

  /// Adds what training measures of a part; what was measured in the source's units stays.
  private mutating func add(_ measured: PartEvaluation) {
    guard let part = Part.allCases.first(where: { $0.name == measured.part }) else { return }
    let own = parts.first { $0.part == part }?.numbers ?? []
    let known = Set(own.map { $0.name })
    let new = zip(measured.names, measured.values).filter { !known.contains($0.0) }
    let numbers = new.map { (name: $0.0, value: $0.1) } + own
    if let index = parts.firstIndex(where: { $0.part == part }) {
      parts[index].numbers = numbers
    } else {
      parts.append((part, numbers))
      parts.sort { $0.part.rawValue < $1.part.rawValue }
    }
  }
}

extension SampleParts {
  /// The samples of a part.
  package func samples(of part: Part) -> [Int] {
    switch part {
    case .train: training
    case .validation: validation
    case .test: test
    }
  }
}

/// Predictions and targets of one output in the source's units.
package struct OriginalValues: Sendable {
  let units: TargetUnits
  /// [samples, …]
  package let predictionShape: Shape
  package private(set) var predictions: [Double]
  package let targets: [Double]

  package init(_ units: TargetUnits, _ predictions: Tensor, fed: [Int]) {
    self.units = units
    predictionShape = predictions.shape
    self.predictions = units.restored(predictions.values, fed: fed)
    targets = units.targets
  }

  /// Takes the predictions of a sample from another set, where it stands elsewhere.
  mutating func take(_ sample: Int, from other: OriginalValues, at place: Int) {
    let size = predictions.count / max(predictionShape[0], 1)
    for index in 0..<size {
      predictions[sample * size + index] = other.predictions[place * size + index]
    }
  }
}

extension BaselineData {
  /// What a baseline may know of one target of an experiment.
  init(
    _ experiment: Experiment, _ samples: ExperimentData, _ parts: SampleParts, _ units: TargetUnits,
    predictionShape: Shape
  ) {
    self.init(
      units: units, windows: samples.start.windows, training: parts.training,
      origins: experiment.origins(parts, count: samples.sampleCount),
      predictionShape: predictionShape)
  }

  /// Whether answers say something of all of some samples.
  func isKnown(_ answers: [Double], _ samples: [Int]) -> Bool {
    let size = answers.count / max(predictionShape[0], 1)
    return samples.allSatisfy { sample in
      answers[sample * size..<(sample + 1) * size].allSatisfy { !$0.isNaN }
    }
  }
}

extension PlannedEvaluation.Output {
  /// The scores of some samples.
  ///
  /// - Parameter predictions: of all samples: the network's, or a baseline's
  fileprivate func numbers(
    of predictions: [Double], _ values: OriginalValues, _ samples: [Int]
  ) -> Evaluation.Numbers {
    let count = values.predictionShape[0]
    func indices(_ size: Int) -> [Int] { samples.flatMap { $0 * size..<($0 + 1) * size } }
    let targets = indices(values.targets.count / count)
    let given = indices(predictions.count / count)
    let dimensions = values.predictionShape.dimensions
    let classes = dimensions.last ?? 1
    let columns = values.units.columnNames
    var numbers: Evaluation.Numbers = []
    for score in scores {
      let scales = score.value.season.map { values.units.scales(season: $0) } ?? []
      func data(_ keeps: (Int) -> Bool) -> ScoredData {
        let kept = targets.indices.filter { keeps(targets[$0]) }
        let isWhole = kept.count == targets.count
        return ScoredData(
          predictions: isWhole
            ? given.map { predictions[$0] } : kept.map { predictions[given[$0]] },
          targets: kept.map { values.targets[targets[$0]] }, classes: isWhole ? classes : 1,
          rowsPerSample: dimensions.dropFirst().dropLast().reduce(1, *),
          scales: scales.isEmpty ? [] : kept.map { scales[targets[$0]] })
      }
      numbers += score.value.values(of: data { _ in true }).map {
        (prefix + score.name + $0.suffix, $0.value)
      }
      guard score.value.isColumnwise, values.predictions.count == values.targets.count else {
        continue
      }
      for (column, name) in columns {
        let one = data { values.units.place(of: $0)?.column == column }
        numbers += score.value.values(of: one).map { ("\(prefix)\(score.name).\(name)", $0.value) }
      }
    }
    return numbers
  }
}
