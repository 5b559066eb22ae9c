import Documents
import Experiments
import Schemas

/// One bound on all points of a matrix together, beside what it was.
struct MatrixJudgement: Sendable {
  /// What is bounded.
  enum Subject: Sendable, Hashable {
    /// How many points ended in a way.
    case count
    /// A statistic of a number of every point, by its name in files.
    case statistic(String)
    /// The quotients of a number at pairs of points, by its place in the list of ratios: the largest of
    /// them where the bound is an upper one, else the smallest.
    case ratio(Int)
  }

  /// The name of the count, or the path of the number.
  let name: String
  let subject: Subject
  let side: MetricBounds.Side
  let limit: Double
  let actual: Double

  /// No number passes nothing.
  var isPassed: Bool { side.allows(actual, limit) }

  var expectation: Outcome.Expectation {
    let what =
      switch subject {
      case .count: "runs.\(name)"
      case .statistic(let statistic): "runs.\(name).\(statistic)"
      case .ratio(let index): "runs.\(name).ratios.\(index)"
      }
    return Outcome.Expectation(
      path: "\(what).\(side.path)", expected: .double(limit), actual: .double(actual),
      passed: isPassed)
  }
}

/// Judges all points of a matrix together.
struct MatrixJudge {
  let points: [PointResult]
  /// The numbers of all points at a path; nil where no point has one.
  let column: (String) -> [Double?]?
  let statistics: (String) -> Statistics?

  func judgements(
    of entry: KeyedValues<RunsExpectation>.Entry,
    pairs: (RatioExpectation) -> [(numerator: Int, denominator: Int)]
  ) -> [MatrixJudgement] {
    let (name, expected) = (entry.name, entry.value)
    var all = judgements(name, .count, expected.bounds, { _ in count(name) }) { _ in nil }
    for (statistic, bounds) in expected.statistics {
      all += judgements(
        name, .statistic(statistic), bounds, { _ in statistics(name)?[statistic] }
      ) { other in statistics(other)?[statistic] }
    }
    for (index, ratio) in (expected.ratios ?? []).enumerated() {
      let quotients = self.quotients(name, pairs(ratio))
      all += judgements(
        name, .ratio(index), ratio.bounds,
        { side in side.isUpper ? quotients.max() : quotients.min() }
      ) { _ in nil }
    }
    return all
  }

  private func judgements(
    _ name: String, _ subject: MatrixJudgement.Subject, _ bounds: MetricBounds,
    _ actual: (MetricBounds.Side) -> Double?, other: (String) -> Double?
  ) -> [MatrixJudgement] {
    bounds.sides.map { side in
      let limit =
        switch side.bound {
        case .number(let number): number
        case .path: side.bound.path(beside: name).flatMap(other) ?? .nan
        }
      return MatrixJudgement(
        name: name, subject: subject, side: side, limit: limit, actual: actual(side) ?? .nan)
    }
  }

  private func count(_ name: String) -> Double? {
    if name == "share" {
      return Double(points.count { $0.status == .passed }) / Double(max(points.count, 1))
    }
    return ReportStatus(rawValue: name).map { status in
      Double(points.count { $0.status == status })
    }
  }

  /// The quotients at all pairs; none where one of them is no finite number.
  private func quotients(_ path: String, _ pairs: [(numerator: Int, denominator: Int)]) -> [Double]
  {
    let numbers = column(path) ?? []
    var quotients: [Double] = []
    for pair in pairs where !numbers.isEmpty {
      guard let a = numbers[pair.numerator], let b = numbers[pair.denominator],
        (a / b).isFinite
      else { return [] }
      quotients.append(a / b)
    }
    return quotients
  }
}
