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
    /// The matrix whose points come now.
    var matrix: MatrixGathering?
  }

  /// Makes one conclusion of the points of a matrix that has one result.
  typealias Gathering = @Sendable (MatrixGathering, RunSelection.Item) -> Conclusion

  private let sinks: [any RunSink]
  private let state = Mutex(State())

  /// The most conclusions that wait for one before them; then their threads wait too.
  private static let limit = 65_536

  /// What is a point of a matrix with one result, and whether it is the last.
  private let isLastPoint: @Sendable (RunSelection.Item) -> Bool?
  private let gather: Gathering

  init(
    _ sinks: [any RunSink], isLastPoint: @escaping @Sendable (RunSelection.Item) -> Bool?,
    gather: @escaping Gathering
  ) {
    self.sinks = sinks
    self.isLastPoint = isLastPoint
    self.gather = gather
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
        deliver(conclusion, of: item, &state)
      }
      return true
    }
  }

  private func deliver(
    _ conclusion: Conclusion, of item: RunSelection.Item, _ state: inout State
  ) {
    var conclusion = conclusion
    if let isLast = isLastPoint(item) {
      var matrix = state.matrix ?? MatrixGathering()
      state.matrix = nil
      matrix.add(conclusion)
      guard isLast else {
        state.matrix = matrix
        return
      }
      conclusion = gather(matrix, item)
    }
    state.totals.add(conclusion)
    for sink in sinks { sink.receive(.concluded(item, conclusion)) }
  }
}
