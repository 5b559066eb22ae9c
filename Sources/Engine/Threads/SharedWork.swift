import CKernels

/// What the threads of a team share: the job, and the barrier between its segments.
final class SharedWork: @unchecked Sendable {
  /// A program over some memory, in segments between which all threads wait for one another.
  struct Job {
    let run: lab_run
    let calls: UnsafePointer<lab_call>
    let segments: [Range<Int>]
    let base: UnsafeMutablePointer<Float>
  }

  private let barrier: Barrier
  /// How many threads there are; fixed from the first job on, and ordered as the job is.
  private var count: Int
  /// Nil: the work is over. Written by the caller's thread alone, while the others wait at the
  /// barrier that begins a job; what they see of it is ordered by that barrier.
  private var job: Job?

  init(count: Int) {
    self.count = count
    barrier = Barrier(count: count)
  }

  /// Changes the number of threads, before the first job.
  func expect(_ count: Int) {
    self.count = count
    barrier.expect(count)
  }

  /// Does a job together with the threads that serve. Returns when all of it is done.
  func run(_ job: Job) {
    self.job = job
    barrier.wait()
    perform(job, part: 0)
  }

  /// Lets the threads that serve return.
  func finish() {
    job = nil
    barrier.wait()
  }

  /// Does its part of every job until `finish`.
  func serve(part: Int) {
    while true {
      barrier.wait()
      guard let job else { return }
      perform(job, part: part)
    }
  }

  private func perform(_ job: Job, part: Int) {
    for segment in job.segments {
      job.run(
        job.calls + segment.lowerBound, Int64(segment.count), job.base, Int64(part), Int64(count))
      barrier.wait()
    }
  }
}
