import Diagnostics
import Experiments
import Files
import Reports

/// The points of a matrix that are done with, while the others are still run.
struct MatrixGathering {
  private var points: [PointResult] = []
  /// What points say, each kind once: the first of it, and how many there are.
  private var groups: [(first: Diagnostic, point: String, count: Int)] = []
  private var places: [String: Int] = [:]
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
        groups.append((diagnostic, conclusion.name.name, 1))
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
      file.name, points, expected: template?.experiment.expect?.runs)
    var problem = unwritten
    var differences: [ResultDifference]?
    do throws(FileProblem) { differences = try destination.write(result, of: file) } catch {
      problem = error
    }
    var all = differences.map { $0.map { $0.diagnostic(of: file.path.shown) } } ?? []
    if differences != nil {
      // Of points with results of their own, what differs.
      all += diagnostics
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

  /// The first of each kind, and how many points say the same.
  private var diagnostics: [Diagnostic] {
    groups.map { first, point, count in
      let others = count == 1 ? "" : ", and at \(count - 1) other\(count == 2 ? "" : "s")"
      return first.noting("at the matrix's point \(point)\(others)")
    }
  }
}
