import Documents
package import Experiments
package import Schemas
import Training

/// What came out of all points of a matrix.
package struct MatrixResult: Sendable {
  package let name: ExperimentName
  let points: [PointResult]
  /// The cost of each point, where it is that of all.
  let cost: TrainingCost?
  /// The paths of all numbers, in the order in which points have them first: of their costs, where those
  /// differ, and of what came out.
  let paths: [String]
  /// For each path a number a point; nil where the point does not have it.
  let columns: [[Double?]]
  let statistics: [Statistics?]
  let judgements: [MatrixJudgement]

  /// - Parameters:
  ///   - points: in the matrix's order
  ///   - expected: what is expected of them
  ///   - pairs: the points that a ratio compares
  package init(
    _ name: ExperimentName, _ points: [PointResult], expected: KeyedValues<RunsExpectation>?,
    pairs: (RatioExpectation) -> [(numerator: Int, denominator: Int)]
  ) {
    self.name = name
    self.points = points
    let costs = Set(points.compactMap { $0.cost })
    let cost = costs.count == 1 ? costs.first : nil
    self.cost = cost
    var places: [String: Int] = [:]
    var paths: [String] = []
    var columns: [[Double?]] = []
    for (index, point) in points.enumerated() {
      let costs = cost == nil ? point.cost?.numbers ?? [] : []
      for (path, value) in costs + point.numbers {
        let place: Int
        if let known = places[path] {
          place = known
        } else {
          place = paths.count
          places[path] = place
          paths.append(path)
          columns.append([Double?](repeating: nil, count: points.count))
        }
        columns[place][index] = value
      }
    }
    self.paths = paths
    self.columns = columns
    let statistics = columns.map { Statistics(of: $0) }
    self.statistics = statistics
    let common = Dictionary(
      uniqueKeysWithValues: (cost?.numbers ?? []).map { path, value in
        (path, points.map { $0.cost == nil ? nil : value })
      })
    let judge = MatrixJudge(
      points: points,
      column: { path in places[path].map { columns[$0] } ?? common[path] },
      statistics: { path in
        places[path].map { statistics[$0] } ?? common[path].map { Statistics(of: $0) } ?? nil
      })
    judgements = (expected?.entries ?? []).flatMap { judge.judgements(of: $0, pairs: pairs) }
  }

  /// What is expected of all points together, beside what it was.
  package var expectations: [Outcome.Expectation] { judgements.map { $0.expectation } }

  /// How many points ended in a way.
  package func count(_ status: ReportStatus) -> Int { points.count { $0.status == status } }

  package var pointCount: Int { points.count }

  /// What became of all of it: where something is expected of all points together, that decides; else
  /// every point does.
  package var status: ReportStatus {
    if count(.invalid) == points.count { return .invalid }
    if !expectations.isEmpty { return expectations.allSatisfy { $0.passed } ? .passed : .failed }
    if count(.failed) + count(.invalid) > 0 { return .failed }
    return count(.passed) > 0 ? .passed : .done
  }
}
