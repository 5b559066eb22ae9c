/// Cuts a list of calls into segments between which threads wait for one another.
///
/// A call waits for all threads if it touches what an earlier call of its segment writes, or writes
/// what that one reads, unless one thread alone does both: calls of one lane, or those that are not
/// divided and belong to none.
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

  /// By calls that are divided among threads.
  private var divided = Touched()
  /// By calls that are not, by their lanes.
  private var lanes: [Touched]

  private init(laneCount: Int) {
    lanes = [Touched](repeating: Touched(), count: laneCount)
  }

  /// - Parameter parts: into how many parts each call is divided
  static func segments(of calls: [KernelCall], parts: [Int]) -> [Range<Int>] {
    let laneCount = calls.reduce(1) { max($0, ($1.lane ?? 0) + 1) }
    guard laneCount > 1 || parts.contains(where: { $0 > 1 }) else { return [0..<calls.count] }
    var segmentation = Segmentation(laneCount: laneCount)
    var segments: [Range<Int>] = []
    var first = 0
    for (index, call) in calls.enumerated() {
      let lane = parts[index] > 1 ? nil : call.lane ?? 0
      if segmentation.conflicts(with: call, in: lane) {
        segments.append(first..<index)
        first = index
        segmentation.removeAll()
      }
      segmentation.insert(call, in: lane)
    }
    return segments + [first..<calls.count]
  }

  /// - Parameter lane: nil: it is divided
  private func conflicts(with call: KernelCall, in lane: Int?) -> Bool {
    divided.conflicts(with: call)
      || lanes.indices.contains { $0 != lane && lanes[$0].conflicts(with: call) }
  }

  private mutating func insert(_ call: KernelCall, in lane: Int?) {
    if let lane { lanes[lane].insert(call) } else { divided.insert(call) }
  }

  private mutating func removeAll() {
    divided.removeAll()
    for lane in lanes.indices { lanes[lane].removeAll() }
  }
}
