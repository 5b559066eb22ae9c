import CKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Threads that run a program together: the caller's and others that wait for it in between.
///
/// Every call of a program is divided by its outputs, so the number of threads changes no bit. A team
/// belongs to one training run at a time. Its threads end with it.
package final class ThreadTeam {
  /// The number of threads, the caller's included.
  package let count: Int
  private let work: SharedWork
  private var threads: [pthread_t] = []

  /// - Parameter count: the threads wanted; if the system gives fewer, the team is smaller
  package init(count: Int) {
    let work = SharedWork(count: max(1, count))
    self.work = work
    var started = 1
    while started < count, let thread = Self.start(work, part: started) {
      threads.append(thread)
      started += 1
    }
    self.count = started
    work.expect(started)
  }

  deinit {
    work.finish()
    for thread in threads { pthread_join(thread, nil) }
  }

  /// Runs every call of `program` over the memory at `base`.
  func run(_ program: Program, with instructions: InstructionSet, base: UnsafeMutablePointer<Float>)
  {
    program.calls.withUnsafeBufferPointer { calls in
      guard let first = calls.baseAddress else { return }
      work.run(
        SharedWork.Job(
          run: instructions.runner, calls: first, segments: program.segments, base: base))
    }
  }

  private static func start(_ work: SharedWork, part: Int) -> pthread_t? {
    let seat = Unmanaged.passRetained(Seat(work: work, part: part))
    #if canImport(Darwin)
      var thread: pthread_t?
      let status = pthread_create(&thread, nil, { Seat.sit($0) }, seat.toOpaque())
    #else
      var thread = pthread_t()
      let status = pthread_create(&thread, nil, { $0.flatMap { Seat.sit($0) } }, seat.toOpaque())
    #endif
    guard status == 0 else {
      seat.release()
      return nil
    }
    return thread
  }

  /// One thread's place in the team.
  private final class Seat: Sendable {
    private let work: SharedWork
    private let part: Int

    init(work: SharedWork, part: Int) {
      self.work = work
      self.part = part
    }

    static func sit(_ seat: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
      let seat = Unmanaged<Seat>.fromOpaque(seat).takeRetainedValue()
      seat.work.serve(part: seat.part)
      return nil
    }
  }
}
