package import Diagnostics
package import Experiments
package import Files
import Reports
package import Training

/// What happens in a run.
package enum RunEvent: Sendable {
  /// An epoch of a training has ended. Told at once, from any thread.
  case epoch(RunSelection.Item, EpochRecord, EpochProgress)
  /// An experiment, or a point of a matrix, is done with. Told at once, from any thread.
  case finished(RunSelection.Item)
  /// An experiment is done with, or all points of a matrix are. Told in their order, one at a time.
  case concluded(RunSelection.Item, Conclusion)
  /// Nothing more will happen.
  case ended(RunTotals)
}

/// How far a training is.
package struct EpochProgress: Sendable {
  /// The epochs that it has at most.
  package let epochs: Int
  /// Since its beginning.
  package let elapsed: Duration

  package init(epochs: Int, elapsed: Duration) {
    self.epochs = epochs
    self.elapsed = elapsed
  }

  /// What the rest takes if it goes on so; nil before the first epoch.
  func left(after epoch: Int) -> Duration? {
    epoch > 0 ? elapsed * max(epochs - epoch, 0) / epoch : nil
  }
}

/// Takes the events of a run: to print them, to write a document of them.
package protocol RunSink: Sendable {
  func receive(_ event: RunEvent)
}

/// What became of one experiment.
package struct Conclusion: Sendable {
  /// How its training went.
  package struct Training: Sendable {
    package let epochs: Int
    package let lastLoss: Double
    package let time: Duration
    /// Of a matrix, how its points ended: `213 passed, 787 failed`.
    package let runs: String?
    /// The predictions where they are few: `0.0 0.2 0.4 0.6 0.8`.
    package let predictions: String?

    package init(
      epochs: Int, lastLoss: Double, time: Duration, runs: String? = nil,
      predictions: String? = nil
    ) {
      self.predictions = predictions
      self.epochs = epochs
      self.lastLoss = lastLoss
      self.time = time
      self.runs = runs
    }
  }

  package let name: ExperimentName
  package let status: FindingsStatus
  /// First what is wrong with the experiment, in the order of its file; then what did not come out
  /// as expected. What is wrong with the whole file is not repeated.
  package let diagnostics: [Diagnostic]
  /// Nil if it was not trained.
  package let training: Training?
  /// Why its result could not be written.
  package let unwritten: FileProblem?
  /// What is kept of a point of a matrix.
  let point: PointResult?

  /// Whether there is nothing to be told of it.
  var isWell: Bool {
    switch status {
    case .done, .passed, .checked, .verified: diagnostics.isEmpty && unwritten == nil
    case .failed, .invalid, .stopped, .differs: false
    }
  }

  package init(
    _ name: ExperimentName, _ status: FindingsStatus, _ diagnostics: [Diagnostic] = [],
    training: Training? = nil, unwritten: FileProblem? = nil
  ) {
    self.init(name, status, diagnostics, training: training, unwritten: unwritten, point: nil)
  }

  init(
    _ name: ExperimentName, _ status: FindingsStatus, _ diagnostics: [Diagnostic] = [],
    training: Training? = nil, unwritten: FileProblem? = nil, point: PointResult?
  ) {
    self.point = point
    self.name = name
    self.status = status
    self.diagnostics = diagnostics
    self.training = training
    self.unwritten = unwritten
  }
}

/// How many experiments ended in which way.
package struct RunTotals: Sendable, Hashable {
  package private(set) var counts: [FindingsStatus: Int] = [:]
  /// How many of those that were stopped had not begun.
  package private(set) var notBegun = 0
  /// How many results could not be written.
  package private(set) var unwritten = 0

  package init() {}

  package subscript(status: FindingsStatus) -> Int { counts[status] ?? 0 }

  package mutating func add(_ conclusion: Conclusion) {
    counts[conclusion.status, default: 0] += 1
    if conclusion.status == .stopped, conclusion.training == nil { notBegun += 1 }
    if conclusion.unwritten != nil { unwritten += 1 }
  }
}
