/// A handle on one tensor of a graph.
package struct Value: Sendable, Hashable {
  package let id: Int

  init(id: Int) {
    self.id = id
  }
}
