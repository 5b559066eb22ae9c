/// The anchors of a document so far.
struct Anchors {
  /// A node and what it weighs against the limits.
  struct Target {
    let node: Node
    /// How many nodes it holds, itself and those behind aliases included.
    let size: Int
    /// How many collections lie inside one another; 0 for a scalar.
    let height: Int
  }

  struct Anchor {
    /// Tells apart anchors of one name.
    let number: Int
    let range: SourceRange
    /// nil while its node is still being read.
    var target: Target?
  }

  private var byName: [String: Anchor] = [:]
  private var count = 0
  /// Each name once, in the order of the document.
  private(set) var names: [String] = []

  subscript(name: String) -> Anchor? { byName[name] }

  /// Starts a node; what its name meant before is forgotten. Returns the number to close it by.
  mutating func open(_ name: String, range: SourceRange) -> Int {
    count += 1
    if byName[name] == nil { names.append(name) }
    byName[name] = Anchor(number: count, range: range, target: nil)
    return count
  }

  /// Ends a node, unless its name was given anew inside it.
  mutating func close(_ name: String, number: Int, target: Target) {
    if byName[name]?.number == number { byName[name]?.target = target }
  }
}
