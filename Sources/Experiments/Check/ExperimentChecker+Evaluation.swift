import Datasets
import Graphs
import Layers
import Schemas
import Training

/// What is to be measured at the end and expected of it, held to the model and the data.
extension ExperimentChecker {
  /// Checks `evaluate` and `expect.metrics`.
  mutating func checkEvaluation(
    _ plan: PlannedEvaluation, of model: Model, _ data: ExperimentData, _ objective: Objective?,
    _ parts: SampleParts
  ) {
    let section = ConfigurationPath(.key("evaluate"))
    let names = plan.outputs.map { $0.name }
    let metrics = experiment.evaluate?.metrics
    for name in metrics?.names ?? [] where !names.contains(name) {
      note(
        .unknownTarget(name: name, known: names),
        at: section.appending(.key("metrics"), .name(name)))
    }
    if names.count > 1, metrics != nil, metrics?.names == nil {
      note(.unnamedMetrics(outputs: names), at: section.appending(.key("metrics")))
    }
    guard let targets = data.targets else { return }
    for (index, output) in plan.outputs.enumerated() {
      let network = model.network.outputs[index]
      let shape = model.network.graph.shape(network.value).replacing(
        axis: 0, with: data.sampleCount)
      if network.mask != nil, !output.scores.isEmpty {
        note(.maskedEvaluation(output: output.name), at: section)
      }
      let repeated = output.scores.map { $0.name }
      for place in repeated.indices where repeated[..<place].contains(repeated[place]) {
        note(.repeatedMetric(repeated[place]), at: output.path.appending(.index(place)))
      }
      check(output, prediction: shape, targets[index].samples, hasRows: data.start.windows != nil)
    }
    let baselines = plan.baselines.map { $0.name }
    for (index, baseline) in plan.baselines.enumerated() {
      let path = section.appending(.key("baselines"), .index(index), .choice)
      if baselines[..<index].contains(baseline.name) {
        note(.repeatedMetric(baseline.name), at: path)
      }
      if baseline.value.looksBack, data.start.windows == nil {
        note(.needsWindow(baseline.name), at: path)
      }
    }
    if !plan.baselines.isEmpty, plan.isEmpty {
      note(.unmeasuredBaselines, at: section.appending(.key("baselines")))
    }
    if experiment.evaluate?.walkForward != nil {
      if data.start.windows == nil {
        note(.needsWindow("walk_forward"), at: section.appending(.name("walk_forward")))
      } else if parts.test.isEmpty {
        note(.noTestPart, at: section.appending(.name("walk_forward")))
      }
      if experiment.evaluate?.walkForward?.refit == .each { checkRefit(parts) }
    }
    if experiment.evaluate?.walkForward?.feed == .own {
      let stateful = model.layers.first { $0.isStateful }?.name
      let outputs = model.network.outputs.map { model.network.graph.shape($0.value) }
      if let obstacle = OwnForecasts.obstacle(
        experiment.data, data, stateful: stateful, outputs: outputs)
      {
        note(
          .feed(obstacle),
          at: ConfigurationPath(.key("evaluate"), .key("walk_forward"), .key("feed")))
      }
    }
    guard problems.allSatisfy({ $0.isExpectation }) else { return }
    let shapes = model.network.outputs.map {
      model.network.graph.shape($0.value).replacing(axis: 0, with: data.sampleCount)
    }
    let known = zip(targets, shapes).map { target, shape in
      BaselineData(
        experiment, data, parts, TargetUnits(target.samples, data.start.rows),
        predictionShape: shape)
    }
    checkExpectedMetrics(plan, objective, names, parts, baselines: known)
  }

  /// What training anew before each forecast does not go with.
  private mutating func checkRefit(_ parts: SampleParts) {
    let path = ConfigurationPath(.key("evaluate"), .key("walk_forward"), .key("refit"))
    let steps = (experiment.data.preparations ?? []).map { $0.name }
    if !parts.validation.isEmpty { note(.refit(besides: "a validation part"), at: path) }
    if steps.contains(Resample.title) { note(.refit(besides: "`resample`"), at: path) }
    if experiment.initialWeights != nil { note(.refit(besides: "`initial_weights`"), at: path) }
  }

  private mutating func check(
    _ output: PlannedEvaluation.Output, prediction: Shape, _ target: Samples, hasRows: Bool
  ) {
    // An output that does not fit its target was told of once.
    guard problems.allSatisfy({ $0.isExpectation }) else { return }
    for (place, score) in output.scores.enumerated() {
      let path =
        place < output.listed
        ? output.path.appending(.index(place), .choice)
        : ConfigurationPath(.key("expect"), .key("metrics"))
      let form = score.value.targetForm(for: prediction)
      guard form.accepts(target.shape) else {
        note(
          .targetForm(
            measure: score.name, output: prediction, wanted: form.shape, target: target.shape,
            fitting: []), at: path)
        continue
      }
      if score.value.season != nil, !hasRows { note(.needsWindow(score.name), at: path) }
      let shape = target.shape
      if let rule = NumberRule(form.numbers, target: shape, prediction: prediction),
        let breach = rule.firstBreach(in: target.tensor)
      {
        // What one score does not take, others do not either.
        note(.number(breach, user: score.name), at: path)
        return
      }
    }
  }

  /// Every path that `expect.metrics` names is that of a number of the report.
  private mutating func checkExpectedMetrics(
    _ plan: PlannedEvaluation, _ objective: Objective?, _ outputs: [String], _ parts: SampleParts,
    baselines: [BaselineData]
  ) {
    let runs = experiment.expect?.runs?.entries ?? []
    let expected = experiment.expect?.metrics ?? KeyedValues()
    guard !runs.isEmpty || !expected.entries.isEmpty, let objective else { return }
    // What a baseline says costs a look at all rows: only where it is asked for.
    let answers = plan.baselines.map { baseline in
      expected.entries.contains { $0.names(baseline.name) }
        || runs.contains { entry in
          entry.name.hasPrefix("baseline.\(baseline.name).")
            || entry.value.statistics.contains { statistic in
              statistic.bounds.sides.contains {
                $0.bound.path(beside: entry.name)?.hasPrefix("baseline.\(baseline.name).") == true
              }
            }
        }
        ? baselines.map { baseline.value.answers($0) } : []
    }
    let measured = objective.columns(outputs)
    let scored = plan.outputs.flatMap { output in
      output.scores.map { output.prefix + $0.name }
    }
    let present = Part.allCases.filter { !parts.samples(of: $0).isEmpty }
    var known: [String] = []
    for part in present {
      let isWalked = part == .test && experiment.evaluate?.walkForward?.replacesForecasts == true
      let trained = part == .train || isWalked ? [] : measured
      known += (scored + trained).map { "\(part.name).\($0)" }
      for (baseline, answers) in zip(plan.baselines, answers) {
        let isAnswered = zip(baselines, answers).allSatisfy { data, answers in
          data.isKnown(answers, parts.samples(of: part))
        }
        guard isAnswered else { continue }
        known += scored.map { "baseline.\(baseline.name).\(part.name).\($0)" }
      }
    }
    known += measured.map { "final.\($0)" }
    if !parts.validation.isEmpty { known += measured.map { "final.val_\($0)" } }
    known += TrainingCost.paths
    // For suggestions: what could be measured if it was asked for.
    let possible = present.flatMap { part in
      plan.outputs.flatMap { output in
        AllScores.entries.map { "\(part.name).\(output.prefix)\($0.name)" }
      }
    }
    // A score of several numbers has more behind its name.
    func isKnown(_ path: String) -> Bool {
      known.contains { path == $0 || path.hasPrefix($0 + ".") }
    }
    func check(_ name: String, _ bounds: MetricBounds, at path: ConfigurationPath) {
      for side in bounds.sides {
        guard let other = side.bound.path(beside: name), !isKnown(other) else { continue }
        note(.unknownNumber(other, known: known, possible: []), at: side.place(below: path))
      }
    }
    let path = ConfigurationPath(.key("expect"), .key("metrics"))
    for entry in expected.entries {
      guard isKnown(entry.name) else {
        note(
          .unknownNumber(entry.name, known: known, possible: possible),
          at: path.appending(.name(entry.name)))
        continue
      }
      check(entry.name, entry.value, at: path.appending(.key(entry.name)))
    }
    let runsPath = ConfigurationPath(.key("expect"), .key("runs"))
    for entry in runs {
      let isCount = RunsExpectation.counts.contains(entry.name)
      let here = runsPath.appending(.name(entry.name))
      if !isCount, !known.contains(entry.name) {
        note(
          .unknownNumber(
            entry.name, known: RunsExpectation.counts + known, possible: possible), at: here)
      } else if isCount
        ? !entry.value.statistics.isEmpty || entry.value.ratios != nil
        : !entry.value.bounds.sides.isEmpty
      {
        note(.runsForm(entry.name, isCount: isCount), at: here)
      }
      let place = runsPath.appending(.key(entry.name))
      var numeric = isCount ? [(entry.value.bounds, place)] : []
      for (index, ratio) in (entry.value.ratios ?? []).enumerated() {
        numeric.append((ratio.bounds, place.appending(.key("ratios"), .index(index))))
      }
      for (bounds, place) in numeric {
        for side in bounds.sides {
          guard case .path(let other) = side.bound else { continue }
          note(.numberBound(other), at: side.place(below: place))
        }
      }
      for side in entry.value.bounds.sides where entry.name == "share" {
        guard case .number(let number) = side.bound, !(0...1).contains(number) else { continue }
        note(.shareBound(number), at: side.place(below: place))
      }
      for (statistic, bounds) in entry.value.statistics {
        check(entry.name, bounds, at: runsPath.appending(.key(entry.name), .key(statistic)))
      }
    }
  }
}
