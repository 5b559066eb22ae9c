/// The words of an arena that some calls touch, as stretches that neither overlap nor touch.
///
/// Adding a stretch and asking for one take logarithmic time, but for the stretches that move up.
struct IntervalSet {
  /// Ascending.
  private var intervals: [Range<Int>] = []

  /// Whether any word of `buffer` is in the set.
  func overlaps(_ buffer: Buffer) -> Bool {
    guard buffer.count > 0 else { return false }
    let index = firstEnding(after: buffer.offset)
    return index < intervals.count && intervals[index].lowerBound < buffer.end
  }

  mutating func insert(_ buffer: Buffer) {
    guard buffer.count > 0 else { return }
    // Those that overlap the buffer or touch it become one with it.
    let first = firstEnding(after: buffer.offset - 1)
    var behind = first
    var (start, end) = (buffer.offset, buffer.end)
    while behind < intervals.count, intervals[behind].lowerBound <= end {
      start = min(start, intervals[behind].lowerBound)
      end = max(end, intervals[behind].upperBound)
      behind += 1
    }
    intervals.replaceSubrange(first..<behind, with: CollectionOfOne(start..<end))
  }

  mutating func removeAll() {
    intervals.removeAll(keepingCapacity: true)
  }

  /// The index of the first interval that ends behind `offset`.
  private func firstEnding(after offset: Int) -> Int {
    var (low, high) = (0, intervals.count)
    while low < high {
      let middle = (low + high) / 2
      if intervals[middle].upperBound > offset { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
