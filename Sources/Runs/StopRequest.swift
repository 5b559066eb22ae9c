import Synchronization

/// Asks a run to stop in order: what is finished stays, what is half done leaves no trace. Signal
/// handlers may ask.
package final class StopRequest: Sendable {
  private let requested = Atomic<Bool>(false)

  package init() {}

  package var isMade: Bool { requested.load(ordering: .relaxed) }

  package func make() {
    requested.store(true, ordering: .relaxed)
  }
}
