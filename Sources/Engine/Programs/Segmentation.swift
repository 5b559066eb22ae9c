/// Cuts a list of calls into segments between which threads wait for one another.
///
/// A call waits for all threads if it touches what an earlier call of its segment writes, or writes
/// what that one reads, unless one thread alone does both.
struct Segmentation {
  /// What the calls of the segment so far read and write.
  private struct Touched {
    var reads = IntervalSet()
    var writes = IntervalSet()

    func conflicts(with call: KernelCall) -> Bool {
      call.writes.contains { writes.overlaps($0) || reads.overlaps($0) }
        || call.reads.contains { writes.overlaps($0) }
    }

    mutating func insert(_ call: KernelCall) {
      for buffer in call.reads { reads.insert(buffer) }
      for buffer in call.writes { writes.insert(buffer) }
    }

    mutating func removeAll() {
      reads.removeAll()
      writes.removeAll()
    }
  }

  private var all = Touched()
  /// By calls that are divided among threads.
  private var divided = Touched()

  /// - Parameter parts: into how many parts each call is divided
  static func segments(of calls: [KernelCall], parts: [Int]) -> [Range<Int>] {
    guard parts.contains(where: { $0 > 1 }) else { return [0..<calls.count] }
    var segmentation = Segmentation()
    var segments: [Range<Int>] = []
    var first = 0
    for (index, call) in calls.enumerated() {
      let isDivided = parts[index] > 1
      let waits =
        isDivided
        ? segmentation.all.conflicts(with: call) : segmentation.divided.conflicts(with: call)
      if waits {
        segments.append(first..<index)
        first = index
        segmentation.all.removeAll()
        segmentation.divided.removeAll()
      }
      segmentation.all.insert(call)
      if isDivided { segmentation.divided.insert(call) }
    }
    return segments + [first..<calls.count]
  }
}
