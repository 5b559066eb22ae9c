import Graphs

/// Whose memory each value of a graph uses: its own, or that of what it is a view of or computed in
/// place of. A forest with path compression, so that long chains of values in one place cost no more
/// than short ones.
struct MemoryOwners {
  private var parents: [Value]

  /// Every value has memory of its own.
  init(of values: [Value]) {
    parents = values
  }

  mutating func owner(of value: Value) -> Value {
    var owner = value
    while parents[owner.id] != owner { owner = parents[owner.id] }
    var next = value
    while next != owner {
      (parents[next.id], next) = (owner, parents[next.id])
    }
    return owner
  }

  /// From now on `value`, and what shares its memory, uses that of `other`.
  mutating func give(_ value: Value, to other: Value) {
    parents[owner(of: value).id] = owner(of: other)
  }
}
