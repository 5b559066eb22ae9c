/// A collection being read.
struct Frame {
  let isMapping: Bool
  /// Whether brackets enclose it.
  let isFlow: Bool
  let start: SourcePosition
  let anchor: (name: String, number: Int)?
  /// The end of the last key or value.
  var end: SourcePosition
  var items: [Node] = []
  var pairs: [(key: Node, value: Node)] = []
  /// A key that waits for its value.
  var key: Node?
  /// How many nodes it holds so far, itself included.
  var size = 1
  /// How many collections lie inside one another, itself included.
  var height = 1

  mutating func add(_ target: Anchors.Target) {
    size += target.size
    height = max(height, target.height + 1)
    end = target.node.place.end
    if !isMapping {
      items.append(target.node)
    } else if let key {
      pairs.append((key, target.node))
      self.key = nil
    } else {
      key = target.node
    }
  }
}
