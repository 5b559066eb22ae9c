import Dispatch
import Synchronization

/// Threads that work side by side on numbered pieces, each taking the next when it is free.
struct Workers: Sendable {
  /// How many; at least one.
  let count: Int

  init(count: Int) {
    self.count = max(1, count)
  }

  /// Does each piece once; they begin in their order.
  func forEach(_ pieces: Int, _ work: @Sendable (Int) -> Void) {
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: min(count, max(pieces, 1))) { _ in
      while true {
        let piece = next.add(1, ordering: .relaxed).oldValue
        guard piece < pieces else { return }
        work(piece)
      }
    }
  }

  /// The results of independent pieces, in order.
  func map<Result: Sendable>(
    _ pieces: Int, _ work: @Sendable (Int) -> Result
  ) -> [Result] {
    let results = Mutex([Result?](repeating: nil, count: pieces))
    forEach(pieces) { piece in
      let result = work(piece)
      results.withLock { $0[piece] = result }
    }
    return results.withLock { $0.compactMap { $0 } }
  }
}
