package import Engine

/// Places pieces of memory with known lifetimes so that those in use together never overlap.
///
/// Largest first, each at the lowest offset that is free for all of its lifetime (greedy by size,
/// Pisarchyk & Lee 2020, arXiv:2001.03288). That takes time with the square of their number, so very
/// many pieces are placed in the order of their first use instead (`PlacementByTime`).
package struct MemoryPlanner {
  /// One piece to place.
  package struct Request: Sendable {
    package let count: Int
    package let lifetime: Lifetime

    /// - Parameter count: in words
    package init(count: Int, lifetime: Lifetime) {
      self.count = count
      self.lifetime = lifetime
    }
  }

  /// The most pieces that are placed by size; two milliseconds.
  package static let mostBySize = 2048

  /// Words to which every offset is rounded up: one cache line, the widest vector.
  package static let alignment = 16

  /// `offset` rounded up to the alignment.
  package static func aligned(_ offset: Int) -> Int {
    (offset + alignment - 1) / alignment * alignment
  }

  /// The place of each request, in the order given, at or behind `start`.
  package static func place(_ requests: [Request], from start: Int) -> [Buffer] {
    requests.count <= mostBySize
      ? placeBySize(requests, from: aligned(start))
      : PlacementByTime.place(requests, from: aligned(start))
  }

  private static func placeBySize(_ requests: [Request], from base: Int) -> [Buffer] {
    let order = requests.indices.sorted {
      (requests[$1].count, $0) < (requests[$0].count, $1)
    }
    var placed: [(lifetime: Lifetime, buffer: Buffer)] = []
    var buffers = [Buffer](repeating: Buffer(offset: 0, count: 0), count: requests.count)
    for index in order {
      let request = requests[index]
      var offset = base
      for other in placed where other.lifetime.overlaps(request.lifetime) {
        if offset + request.count <= other.buffer.offset { break }
        offset = max(offset, aligned(other.buffer.end))
      }
      buffers[index] = Buffer(offset: offset, count: request.count)
      // `placed` stays in the order of offsets, so that the first gap found is the lowest.
      let position = placed.firstIndex { $0.buffer.offset > offset } ?? placed.endIndex
      placed.insert((request.lifetime, buffers[index]), at: position)
    }
    return buffers
  }
}

/// The nodes between which a piece of memory is in use, both included.
package struct Lifetime: Sendable, Hashable {
  package private(set) var first: Int
  package private(set) var last: Int

  package init(first: Int, last: Int) {
    precondition(first <= last)
    self.first = first
    self.last = last
  }

  /// Whether both are in use at some node.
  package func overlaps(_ other: Lifetime) -> Bool {
    first <= other.last && other.first <= last
  }

  /// The lifetime, made to reach to `other`'s end.
  func extended(to other: Lifetime) -> Lifetime {
    Lifetime(first: min(first, other.first), last: max(last, other.last))
  }
}
