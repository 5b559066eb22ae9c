package import Datasets
package import Schemas
package import Training

/// What is measured at the end: the scores of each output, and the baselines.
package struct PlannedEvaluation: Sendable {
  /// Of one output.
  package struct Output: Sendable {
    package let name: String
    /// Those of `evaluate`, then those that only `expect` names.
    package let scores: [Choice<AllScores>]
    /// How many of them stand in the file.
    let listed: Int
    /// Where they stand, if they do.
    let path: ConfigurationPath
    /// What the names of its numbers begin with: nothing where it is the only one.
    package let prefix: String
  }

  package let outputs: [Output]
  package let baselines: [Choice<AllBaselines>]

  /// Whether there is anything to measure.
  package var isEmpty: Bool { outputs.allSatisfy { $0.scores.isEmpty } }

  /// - Parameter names: of the outputs
  init(_ experiment: Experiment, outputs names: [String]) {
    let section = experiment.evaluate
    let isOnly = names.count == 1
    baselines = section?.baselines ?? []
    let expected = Set(
      ((experiment.expect?.metrics?.entries ?? []).map { $0.name }
        + (experiment.expect?.runs?.entries ?? []).map { $0.name }).compactMap {
          ReportPath($0)?.metric
        })
    let list = ConfigurationPath(.key("evaluate"), .key("metrics"))
    outputs = names.map { name in
      let listed = section?.metrics?.value(of: name, isOnly: isOnly) ?? []
      let prefix = isOnly ? "" : name + "_"
      let further = AllScores.entries.compactMap { entry -> Choice<AllScores>? in
        let known = listed.contains { $0.name == entry.name }
        let parts = expected.contains { metric in
          metric == prefix + entry.name || metric.hasPrefix(prefix + entry.name + ".")
        }
        return known || !parts ? nil : Choice<AllScores>(named: entry.name)
      }
      return Output(
        name: name, scores: listed + further, listed: listed.count,
        path: section?.metrics?.names == nil ? list : list.appending(.key(name)), prefix: prefix)
    }
  }
}

/// The path of a number in the report: `test.accuracy`, `baseline.mean.test.accuracy`, `final.loss`.
package struct ReportPath: Sendable, Hashable {
  /// The name of a baseline; nil: the network's.
  package let baseline: String?
  /// Nil: the number of the last epoch.
  package let part: Part?
  package let metric: String

  /// The path that a text writes; nil where it writes none.
  package init?(_ text: String) {
    var parts = text.split(separator: ".", omittingEmptySubsequences: false).map { String($0) }[...]
    var baseline: String?
    if parts.first == "baseline" {
      guard parts.count > 3 else { return nil }
      baseline = parts[1]
      parts = parts.dropFirst(2)
    }
    guard parts.count > 1, let first = parts.first else { return nil }
    let part = Part.allCases.first { $0.name == first }
    guard part != nil || (first == "final" && baseline == nil) else { return nil }
    self.baseline = baseline
    self.part = part
    metric = parts.dropFirst().joined(separator: ".")
  }
}
