import Engine

/// Places pieces of memory in the order of their first use, each in the smallest gap that is large
/// enough (best fit), the lowest of equals; gaps that meet become one. The time is n log n for n
/// pieces, but for gaps that move up.
struct PlacementByTime {
  /// A stretch that is free between others.
  private struct Gap {
    var offset: Int
    var count: Int
    var end: Int { offset + count }
  }

  /// Ascending by offset, none touching another, all below `top`.
  private var gaps: [Gap] = []
  /// Nothing at or behind it is in use.
  private var top: Int

  /// The place of each request, in the order given.
  ///
  /// - Parameter base: aligned
  static func place(_ requests: [MemoryPlanner.Request], from base: Int) -> [Buffer] {
    var placement = PlacementByTime(top: base)
    var buffers = [Buffer](repeating: Buffer(offset: 0, count: 0), count: requests.count)
    let starts = requests.indices.sorted {
      (requests[$0].lifetime.first, -requests[$0].count, $0)
        < (requests[$1].lifetime.first, -requests[$1].count, $1)
    }
    let ends = requests.indices.sorted {
      (requests[$0].lifetime.last, $0) < (requests[$1].lifetime.last, $1)
    }
    var ended = 0
    for index in starts {
      let request = requests[index]
      while requests[ends[ended]].lifetime.last < request.lifetime.first {
        placement.release(buffers[ends[ended]])
        ended += 1
      }
      buffers[index] = Buffer(offset: placement.take(request.count), count: request.count)
    }
    return buffers
  }

  private init(top: Int) {
    self.top = top
  }

  /// The offset of a free stretch of `count` words, taken from now on.
  private mutating func take(_ count: Int) -> Int {
    let needed = MemoryPlanner.aligned(count)
    var best: Int?
    for index in gaps.indices where gaps[index].count >= needed {
      if let best, gaps[best].count <= gaps[index].count { continue }
      best = index
    }
    guard let best else {
      defer { top += needed }
      return top
    }
    let offset = gaps[best].offset
    gaps[best].offset += needed
    gaps[best].count -= needed
    if gaps[best].count == 0 { gaps.remove(at: best) }
    return offset
  }

  private mutating func release(_ buffer: Buffer) {
    var gap = Gap(offset: buffer.offset, count: MemoryPlanner.aligned(buffer.count))
    guard gap.count > 0 else { return }
    var index = firstGap(from: gap.offset)
    if index < gaps.count, gaps[index].offset == gap.end {
      gap.count += gaps.remove(at: index).count
    }
    if index > 0, gaps[index - 1].end == gap.offset {
      index -= 1
      gap = Gap(offset: gaps[index].offset, count: gaps[index].count + gap.count)
      gaps.remove(at: index)
    }
    if gap.end == top { top = gap.offset } else { gaps.insert(gap, at: index) }
  }

  /// The index of the first gap at or behind `offset`.
  private func firstGap(from offset: Int) -> Int {
    var (low, high) = (0, gaps.count)
    while low < high {
      let middle = (low + high) / 2
      if gaps[middle].offset >= offset { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
