import CKernels

/// What the threads of a team share: the job, and where they meet.
final class SharedWork: @unchecked Sendable {
  /// A program over some memory, in stretches between which all threads meet.
  struct Job {
    let run: lab_run
    let calls: UnsafePointer<lab_call>
    let segments: [Range<Int>]
    let base: UnsafeMutablePointer<Float>
  }

  private let meeting: Meeting
  /// How many threads there are; fixed from the first job on, and ordered as the job is.
  private var count: Int
  /// Nil: the work is over. Written by the caller's thread alone, while the others wait for the
  /// meeting that begins a job; what they see of it is ordered by that meeting.
  private var job: Job?

  init(count: Int) {
    self.count = count
    meeting = Meeting(count: count)
  }

  /// Changes the number of threads, before the first job.
  func expect(_ count: Int) {
    self.count = count
    meeting.expect(count)
  }

  /// Does a job together with the threads that serve. Returns when all of it is done.
  func run(_ job: Job) {
    self.job = job
    meeting.wait()
    perform(job, part: 0)
  }

  /// Lets the threads that serve return.
  func finish() {
    job = nil
    meeting.wait()
  }

  /// Does its part of every job until `finish`.
  func serve(part: Int) {
    while true {
      meeting.wait()
      guard let job else { return }
      perform(job, part: part)
    }
  }

  private func perform(_ job: Job, part: Int) {
    for segment in job.segments {
      job.run(
        job.calls + segment.lowerBound, Int64(segment.count), job.base, Int64(part), Int64(count))
      meeting.wait()
    }
  }
}
