import Diagnostics
import Experiments
import Files
import Reports
import Synchronization
import Training

/// Many experiments, checked or trained side by side: each is read, checked and planned once, and let
/// go of when it is done with, so that memory does not grow with their number.
package struct ExperimentRun: Sendable {
  /// What is done with each experiment.
  package enum Task: Sendable {
    /// All that can be known without training.
    case check
    /// Training; where the results go.
    case train(any ResultDestination)
  }

  private let selection: RunSelection
  private let task: Task
  private let threads: Int
  private let stop: StopRequest
  private let memory = MemoryLedger()

  /// - Parameters:
  ///   - threads: for all of it; results do not depend on them. Where there are more than
  ///     experiments, each training takes several
  ///   - stop: ends the run when it is made
  package init(_ selection: RunSelection, _ task: Task, threads: Int, stop: StopRequest) {
    self.selection = selection
    self.task = task
    self.threads = max(1, threads)
    self.stop = stop
  }

  /// Does all of it, and tells sinks what happens.
  package func execute(telling sinks: [any RunSink]) -> RunTotals {
    let delivery = Delivery(sinks, isLastPoint: { isLastPoint($0) }) { matrix, item in
      guard case .train(let destination) = task else { preconditionFailure("it is trained") }
      return matrix.conclusion(of: selection.files[item.file], destination)
    }
    let workers = Workers(count: min(threads, max(selection.count, 1)))
    let threadsEach = threads / workers.count
    workers.forEach(selection.count) { number in
      let item = selection[number]
      let conclusion = conclusion(of: item, threads: threadsEach, sinks)
      for sink in sinks { sink.receive(.finished(item)) }
      delivery.add(conclusion, of: item)
    }
    let totals = delivery.totals
    for sink in sinks { sink.receive(.ended(totals)) }
    return totals
  }

  /// Whether an item is the last point of a matrix that has one result; nil where it is no such point.
  private func isLastPoint(_ item: RunSelection.Item) -> Bool? {
    guard case .train = task, selection.isPart(item) else { return nil }
    return item.point == selection.files[item.file].count - 1
  }

  private func conclusion(
    of item: RunSelection.Item, threads: Int, _ sinks: [any RunSink]
  ) -> Conclusion {
    let file = selection.files[item.file]
    guard let point = item.point else { return invalid(file.name, of: file, []) }
    if stop.isMade { return Conclusion(selection.name(of: item), .stopped) }
    let loaded = file[point]
    guard let experiment = loaded.experiment else {
      return invalid(loaded.name, of: file, loaded.diagnostics)
    }
    switch task {
    case .check:
      let status: FindingsStatus = loaded.diagnostics.isEmpty ? .checked : .failed
      return Conclusion(loaded.name, status, loaded.diagnostics)
    case .train(let destination):
      let trained = memory.with(bytes: experiment.bytes) {
        train(experiment, item, loaded.diagnostics, destination, threads: threads, sinks)
      }
      return trained ?? noMemory(for: experiment, loaded.diagnostics)
    }
  }

  /// An experiment that cannot be run; its report says so.
  private func invalid(
    _ name: ExperimentName, of file: ExperimentFile, _ diagnostics: [Diagnostic]
  ) -> Conclusion {
    guard case .train(let destination) = task, !stop.isMade, !file.isFolder,
      name.name == file.name.name || file.reportsEach
    else { return Conclusion(name, .invalid, diagnostics) }
    do throws(FileProblem) {
      let differences = try destination.write(
        invalid: name, (file.diagnostics + diagnostics).sortedByPlace())
      return Conclusion(
        name, .invalid,
        diagnostics + (differences ?? []).map { $0.diagnostic(of: file.path.shown) })
    } catch {
      if error.isDiskFull { stop.make() }
      return Conclusion(name, .invalid, diagnostics, unwritten: error)
    }
  }

  private func noMemory(
    for experiment: CheckedExperiment, _ diagnostics: [Diagnostic]
  ) -> Conclusion {
    Conclusion(experiment.name, .failed, diagnostics + [experiment.memoryDiagnostic])
  }

  private func train(
    _ experiment: CheckedExperiment, _ item: RunSelection.Item, _ diagnostics: [Diagnostic],
    _ destination: any ResultDestination, threads: Int, _ sinks: [any RunSink]
  ) -> Conclusion {
    let start = ContinuousClock.now
    let hasReports = !selection.isPart(item) || selection.files[item.file].reportsEach
    let recorder = hasReports ? destination.begin(experiment.name) : nil
    var problem: FileProblem?
    let outcome: Outcome
    do throws(TrainingError) {
      outcome = try Outcome.training(experiment, threads: threads) { record in
        do throws(FileProblem) { try recorder?.add(record) } catch {
          problem = error
          return false
        }
        let progress = EpochProgress(
          epochs: experiment.experiment.training.epochs, elapsed: ContinuousClock.now - start)
        for sink in sinks { sink.receive(.epoch(item, record, progress)) }
        return !stop.isMade
      } isStopped: {
        stop.isMade
      }
    } catch {
      return noMemory(for: experiment, diagnostics)
    }
    let status = problem == nil ? outcome.status : nil
    var differences: [ResultDifference]?
    if let status {
      do throws(FileProblem) {
        differences = try recorder?.finish(outcome, status: status)
      } catch {
        problem = error
      }
    }
    if problem?.isDiskFull == true { stop.make() }
    return Conclusion(
      experiment.name,
      differences.map { $0.isEmpty ? .verified : .differs } ?? status.map { FindingsStatus($0) }
        ?? .stopped,
      // What does not come out as expected stands in the report that is compared.
      diagnostics
        + (differences.map { $0.map { $0.diagnostic(of: selection.files[item.file].path.shown) } }
          ?? (status == nil ? [] : outcome.diagnostics)),
      training: Conclusion.Training(
        epochs: outcome.result.epochs, lastLoss: outcome.result.last.loss,
        time: ContinuousClock.now - start, predictions: outcome.fewPredictions),
      unwritten: problem,
      point: status.map {
        PointResult(outcome, status: $0, isFirst: selection.isPart(item) && item.point == 0)
      })
  }
}

extension FindingsStatus {
  init(_ status: ReportStatus) {
    switch status {
    case .done: self = .done
    case .passed: self = .passed
    case .failed: self = .failed
    case .invalid: self = .invalid
    }
  }
}
