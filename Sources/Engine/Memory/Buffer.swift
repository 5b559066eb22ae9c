/// A stretch of an arena: where it begins and how long it is, both in floats.
package struct Buffer: Sendable, Hashable {
  package let offset: Int
  package let count: Int

  package init(offset: Int, count: Int) {
    precondition(offset >= 0 && count >= 0, "a buffer lies inside its arena")
    self.offset = offset
    self.count = count
  }

  /// The first offset behind the buffer.
  package var end: Int { offset + count }

  /// Whether the two share a float.
  package func overlaps(_ other: Buffer) -> Bool {
    offset < other.end && other.offset < end
  }
}
