import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Hands conclusions to sinks in the order of the experiments, one at a time; those that come early
/// are held back. A conclusion is small, and only so many wait.
final class Delivery: Sendable {
  private struct State {
    var waiting: [Int: (RunSelection.Item, Conclusion)] = [:]
    var next = 0
    var totals = RunTotals()
  }

  private let sinks: [any RunSink]
  private let state = Mutex(State())

  /// The most conclusions that wait for one before them; then their threads wait too.
  private static let limit = 65_536

  init(_ sinks: [any RunSink]) {
    self.sinks = sinks
  }

  var totals: RunTotals { state.withLock { $0.totals } }

  /// Delivers a conclusion and those that waited for it, or holds it back.
  func add(_ conclusion: Conclusion, of item: RunSelection.Item) {
    while !tryToAdd(conclusion, of: item) { usleep(1000) }
  }

  private func tryToAdd(_ conclusion: Conclusion, of item: RunSelection.Item) -> Bool {
    state.withLock { state in
      guard item.number == state.next || state.waiting.count < Self.limit else { return false }
      state.waiting[item.number] = (item, conclusion)
      while let (item, conclusion) = state.waiting.removeValue(forKey: state.next) {
        state.next += 1
        state.totals.add(conclusion)
        for sink in sinks { sink.receive(.concluded(item, conclusion)) }
      }
      return true
    }
  }
}
