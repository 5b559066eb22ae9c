import Dispatch
package import Experiments
package import Reports
import Synchronization
import Training

/// Trains many experiments side by side and hands each outcome over in the order given.
///
/// Where there are more threads than experiments, each takes several.
package struct BatchRunner: Sendable {
  /// The threads for all of them.
  package let threads: Int

  package init(threads: Int) {
    self.threads = max(1, threads)
  }

  /// What a person may want to see while it runs. Called from any thread.
  package struct Observer: Sendable {
    /// The experiment's index, the epoch from one, and its loss; false stops that training.
    package var onEpoch: @Sendable (Int, Int, Double) -> Bool

    package init(onEpoch: @escaping @Sendable (Int, Int, Double) -> Bool) {
      self.onEpoch = onEpoch
    }
  }

  /// Trains all and calls `receive` for each that can be run, in order, from one thread at a time.
  ///
  /// - Parameters:
  ///   - count: how many experiments there are
  ///   - experiment: makes the experiment of an index when its turn comes, so that a large matrix
  ///     takes no memory; nil if it cannot be run
  ///   - receive: the experiment's index, its outcome, and the time that it took
  package func run(
    count: Int, experiment: @escaping @Sendable (Int) -> CheckedExperiment?,
    observer: Observer, receive: @escaping @Sendable (Int, Outcome, Duration) -> Void
  ) {
    let next = Atomic<Int>(0)
    let delivery = Mutex(Delivery())
    let sideBySide = min(threads, max(count, 1))
    let each = threads / sideBySide
    DispatchQueue.concurrentPerform(iterations: sideBySide) { _ in
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        let start = ContinuousClock.now
        let outcome = experiment(index).map { checked in
          Self.train(checked, threads: each) { observer.onEpoch(index, $0, $1) }
        }
        let time = ContinuousClock.now - start
        delivery.withLock { $0.add(outcome, time, at: index, receive) }
      }
    }
  }

  /// Trains one experiment and compares what comes out with what it expects. An experiment that
  /// starts from a file of weights is trained once.
  ///
  /// - Parameter threads: the most threads to use; the outcome does not depend on it
  package static func train(
    _ checked: CheckedExperiment, threads: Int = 1,
    onEpoch: (Int, Double) -> Bool = { _, _ in true }
  ) -> Outcome {
    let (input, target) = checked.data()
    var digest = ParameterDigest()
    let result = checked.trainer.train(
      input: input, target: target,
      initial: checked.initialWeights?.take() ?? [:], threads: threads, onEpoch: onEpoch,
      onParameter: { parameter in
        digest.add(name: parameter.name)
        parameter.eachPiece { digest.add(values: $0) }
      })
    return Outcome(checked, target: target, result: result, weights: digest.text())
  }

  /// Holds outcomes back until those before them are delivered.
  private struct Delivery {
    private var waiting: [Int: (outcome: Outcome?, time: Duration)] = [:]
    private var delivered = 0

    mutating func add(
      _ outcome: Outcome?, _ time: Duration, at index: Int,
      _ receive: (Int, Outcome, Duration) -> Void
    ) {
      waiting[index] = (outcome, time)
      while let ready = waiting.removeValue(forKey: delivered) {
        if let outcome = ready.outcome { receive(delivered, outcome, ready.time) }
        delivered += 1
      }
    }
  }
}
