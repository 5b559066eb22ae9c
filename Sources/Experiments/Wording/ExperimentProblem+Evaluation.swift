import Datasets
import Diagnostics
import Documents
import Schemas
import YAML

extension ExperimentProblem {
  /// Problems of what is measured at the end and expected of it.
  func evaluationDiagnostic(at range: SourceRange) -> Diagnostic {
    switch kind {
    case .unknownPart(let name):
      return Diagnostic(
        .unknownKey, "there is no part `\(name)`", at: range,
        Suggestion.text(for: name, among: Part.allCases.map { $0.name }))
    case .sampleExpectation(let part, let expected, let actual):
      return Diagnostic(
        .sampleCount, "the part `\(part)` has \(Self.samples(actual)), not \(expected)", at: range,
        "`lstm-lab show data` prints the first and the last of them")
    case .maskedEvaluation(let output):
      return Diagnostic(
        .notSupported,
        "`evaluate` does not leave out masked steps, and those of `\(output)` are masked",
        at: range, "measure it with `metrics` below `training`, which does")
    case .maskedMetric(let metric, let output):
      return Diagnostic(
        .notSupported,
        "`\(metric)` does not leave out masked steps, and those of `\(output)` are masked",
        at: range,
        "use `accuracy`, which does")
    case .needsWindow(let name):
      return Diagnostic(
        .window, "`\(name)` looks at the rows before, and the samples are no windows of rows",
        at: range,
        "cut the samples with `window` below `data`, or leave it out")
    case .unmeasuredBaselines:
      return Diagnostic(
        .missingKey, "there are baselines, and no metric to measure them by", at: range,
        "add `metrics: [mean_absolute_error]` below `evaluate`")
    case .noTestPart:
      return Diagnostic(
        .emptyData, "`walk_forward` goes through the test part, and there is none", at: range,
        "add `test: rest` to `split` below `data`")
    case .refit(let other):
      return Diagnostic(
        .notSupported, "`refit: each` beside \(other) is not supported", at: range,
        "leave one of them out")
    case .feed(let obstacle):
      let (reason, advice) = Self.words(for: obstacle)
      return Diagnostic(.notSupported, "`feed: own` \(reason)", at: range, advice)
    case .runsWithoutMatrix:
      return Diagnostic(
        .matrix, "`expect.runs` is about all points of a matrix, and the file has none", at: range,
        "add `matrix: {seed: {from: 1, to: 100}}`, or expect it of `metrics`")
    case .runsForm(let name, let isCount):
      return Diagnostic(
        .matrix,
        isCount
          ? "`\(name)` counts points, and has no statistics"
          : "`\(name)` is a number of every point, and bounds are of a statistic", at: range,
        isCount
          ? "write `\(name): {at_least: 10}`" : "write `\(name): {median: {below: 0.1}}`")
    case .shareBound(let number):
      return Diagnostic(
        .outOfRange, "a share lies between 0 and 1, and is never \(NumberText.told(number))",
        at: range, "write 0.9 for nine of ten; to count points, bound `passed`")
    case .numberBound(let path):
      return Diagnostic(
        .matrix, "a count or a ratio is compared with a number, not with `\(path)`", at: range,
        "write a number")
    case .unknownNumber(let path, let known, let possible):
      return Diagnostic(
        .unknownKey, "the report has no number `\(path)`", at: range,
        Suggestion.nearest(to: path, among: known + possible).map { "did you mean `\($0)`?" }
          ?? Suggestion.text(for: path, among: known))
    default:
      preconditionFailure("the other kinds are worded in `diagnostic(in:)`")
    }
  }

  /// Why forecasts cannot be fed back, and what to do.
  private static func words(for obstacle: OwnForecasts.Obstacle) -> (String, advice: String) {
    switch obstacle {
    case .step(let step):
      ("is not supported beside `\(step)`", "let `past` reach back as far instead")
    case .gap:
      (
        "is not supported with a `gap`",
        "the rows of the gap are neither known nor forecast; leave it out"
      )
    case .stride:
      ("needs a forecast of every row", "let `stride` be at most `ahead`")
    case .stateful(let layer):
      ("is not supported beside the stateful layer `\(layer)`", "use `feed: truth`")
    case .noRows(let data):
      (
        "needs numbers that are values of rows, and \(data) has others",
        "leave out the transformations that compute new numbers; `prepare` may do it"
      )
    case .noColumn:
      (
        "changes nothing: no input holds a column that is forecast",
        "leave it out, or add the column"
      )
    }
  }
}
