import CKernels
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A barrier for a fixed number of threads, to be used again and again.
///
/// Waiting threads spin briefly, since the others are mostly near, then sleep.
final class Barrier: @unchecked Sendable {
  private let count: Atomic<Int>
  private let arrived = Atomic<Int>(0)
  /// How often all threads have arrived.
  private let round = Atomic<Int>(0)
  private let sleepers = Atomic<Int>(0)
  // The two are only used through their own functions, which are safe from any thread.
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  /// Spins before sleeping: some 20 µs, a few times what waking a thread costs.
  private static let spinCount = 500

  init(count: Int) {
    self.count = Atomic(count)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Changes the number of threads, by one that has yet to arrive for the first time.
  func expect(_ count: Int) { self.count.store(count, ordering: .relaxed) }

  /// Returns when all threads have arrived. What they wrote before is seen after.
  func wait() {
    let current = round.load(ordering: .relaxed)
    if arrived.add(1, ordering: .acquiringAndReleasing).newValue == count.load(ordering: .relaxed) {
      arrived.store(0, ordering: .relaxed)
      // With the sleeper's, in one order: either it sees the new round or we see the sleeper.
      round.store(current + 1, ordering: .sequentiallyConsistent)
      if sleepers.load(ordering: .sequentiallyConsistent) > 0 { wake() }
      return
    }
    for _ in 0..<Self.spinCount {
      if round.load(ordering: .acquiring) != current { return }
      lab_relax()
    }
    sleep(until: current)
  }

  private func wake() {
    pthread_mutex_lock(mutex)
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }

  private func sleep(until current: Int) {
    pthread_mutex_lock(mutex)
    sleepers.add(1, ordering: .sequentiallyConsistent)
    while round.load(ordering: .sequentiallyConsistent) == current {
      pthread_cond_wait(condition, mutex)
    }
    sleepers.subtract(1, ordering: .relaxed)
    pthread_mutex_unlock(mutex)
  }
}
