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
  /// What is expected of all points together, beside what it was.
  package let expectations: [Outcome.Expectation]

  /// - Parameters:
  ///   - points: in the matrix's order
  ///   - expected: what is expected of them
  package init(
    _ name: ExperimentName, _ points: [PointResult], expected: KeyedValues<RunsExpectation>?
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
        (path, Statistics(of: points.map { $0.cost == nil ? nil : value }))
      })
    func statistic(_ path: String, _ name: String) -> Double? {
      (places[path].map { statistics[$0] } ?? common[path] ?? nil)?[name]
    }
    expectations = (expected?.entries ?? []).flatMap { entry in
      Self.held(entry.value.bounds, Self.count(entry.name, points), "runs.\(entry.name)") { _ in
        nil
      }
        + entry.value.statistics.flatMap { name, bounds in
          Self.held(bounds, statistic(entry.name, name), "runs.\(entry.name).\(name)") { bound in
            bound.path(beside: entry.name).flatMap { statistic($0, name) }
          }
        }
    }
  }

  private static func count(_ name: String, _ points: [PointResult]) -> Double? {
    if name == "share" {
      return Double(points.count { $0.status == .passed }) / Double(max(points.count, 1))
    }
    return ReportStatus(rawValue: name).map { status in
      Double(points.count { $0.status == status })
    }
  }

  private static func held(
    _ bounds: MetricBounds, _ actual: Double?, _ path: String, other: (Bound) -> Double?
  ) -> [Outcome.Expectation] {
    bounds.sides.map { side in
      let limit =
        switch side.bound {
        case .number(let number): number
        case .path: other(side.bound) ?? .nan
        }
      let actual = actual ?? .nan
      return Outcome.Expectation(
        path: "\(path).\(side.key)", expected: .double(limit), actual: .double(actual),
        passed: side.allows(actual, limit))
    }
  }

  /// How many points ended in a way.
  package func count(_ status: ReportStatus) -> Int { points.count { $0.status == status } }

  package var pointCount: Int { points.count }

  /// What became of all of it: where something is expected of all points together, that decides; else
  /// every point does.
  package var status: ReportStatus {
    if !expectations.isEmpty { return expectations.allSatisfy { $0.passed } ? .passed : .failed }
    if count(.invalid) == points.count { return .invalid }
    if count(.failed) + count(.invalid) > 0 { return .failed }
    return count(.passed) > 0 ? .passed : .done
  }
}
