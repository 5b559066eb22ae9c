import Diagnostics
import Experiments
import Files
import Reports

/// The points of a matrix that are done with, while the others are still run.
struct MatrixGathering {
  private var points: [PointResult] = []
  /// What points say, each kind once: the first of it, and how many there are.
  private var groups: [Group] = []
  private var places: [String: Int] = [:]
  private struct Group {
    let first: Diagnostic
    let point: String
    /// Whether it is about a committed result.
    let isDifference: Bool
    var count = 1
  }

  private var epochs = 0
  /// About when the first point was begun.
  private var start: ContinuousClock.Instant?
  private var isStopped = false
  private var unwritten: FileProblem?

  /// Takes the next point, in the matrix's order.
  mutating func add(_ conclusion: Conclusion) {
    points.append(conclusion.point ?? PointResult(invalid: ()))
    if conclusion.status == .stopped { isStopped = true }
    unwritten = unwritten ?? conclusion.unwritten
    if let training = conclusion.training {
      epochs += training.epochs
      start = start ?? ContinuousClock.now - training.time
    }
    for diagnostic in conclusion.diagnostics {
      // The same place and the same kind, whatever the numbers are.
      let key = "\(diagnostic.code.rawValue) \(diagnostic.file) \(diagnostic.offset)"
      if let place = places[key] {
        groups[place].count += 1
      } else {
        places[key] = groups.count
        groups.append(
          Group(
            first: diagnostic, point: conclusion.name.name,
            isDifference: conclusion.status == .differs))
      }
    }
  }

  /// What became of the matrix, and its result written.
  func conclusion(
    of file: ExperimentFile, _ destination: any ResultDestination
  ) -> Conclusion {
    guard !isStopped else {
      return Conclusion(
        file.name, .stopped, diagnostics, training: epochs == 0 ? nil : training(nil),
        unwritten: unwritten)
    }
    let template = file.first
    let result = MatrixResult(
      file.name, points, expected: template?.experiment.expect?.runs,
      pairs: { file.pairs($0) })
    var problem = unwritten
    var differences: [ResultDifference]?
    do throws(FileProblem) { differences = try destination.write(result, of: file) } catch {
      problem = error
    }
    var all = differences.map { $0.map { $0.diagnostic(of: file.path.shown) } } ?? []
    if differences != nil {
      // Of points with results of their own, what differs; what came out stands in what is compared.
      all += Self.diagnostics(groups.filter { $0.isDifference })
    } else {
      // Where all points together are judged, one that fails is no finding; one that cannot be run is.
      all = result.expectations.isEmpty || result.count(.invalid) > 0 ? diagnostics : []
      if let root = template?.root { all += result.diagnostics(in: root) }
    }
    return Conclusion(
      file.name,
      differences == nil ? FindingsStatus(result.status) : all.isEmpty ? .verified : .differs,
      all, training: training(result), unwritten: problem)
  }

  private func training(_ result: MatrixResult?) -> Conclusion.Training {
    Conclusion.Training(
      epochs: epochs, lastLoss: .nan,
      time: start.map { ContinuousClock.now - $0 } ?? .zero,
      runs: result.map { result in
        let all: [ReportStatus] = [.done, .passed, .failed, .invalid]
        return all.map { ($0.rawValue, result.count($0)) }.filter { $0.1 > 0 }
          .map { "\($0.1) \($0.0)" }.joined(separator: ", ")
      } ?? "")
  }

  private var diagnostics: [Diagnostic] { Self.diagnostics(groups) }

  /// The first of each kind, and how many points say the same.
  private static func diagnostics(_ groups: [Group]) -> [Diagnostic] {
    groups.map { group in
      let others = group.count - 1
      let more = others == 0 ? "" : ", and at \(others) other\(others == 1 ? "" : "s")"
      return group.first.noting("at the matrix's point \(group.point)\(more)")
    }
  }
}
