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
