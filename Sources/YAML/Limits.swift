/// What a text may cost before it is refused, so that no file can exhaust memory, stack or time.
package struct Limits: Sendable {
  /// The most bytes. An experiment is written by hand; 16 MiB leaves room for data in place and
  /// is still read in a fraction of a second.
  package var fileSize: Int
  /// The most collections inside one another, those behind aliases included. Readers of the tree
  /// recurse, so this bounds their stack; the deepest layer wrapper needs a tenth of it.
  package var depth: Int
  /// The most nodes, keys included, each alias counted with all it stands for. A node takes some
  /// 200 bytes, so the tree stays within tens of megabytes.
  package var nodes: Int
  /// The most problems. Nobody reads further; more of them mean that the text is not YAML.
  package var problems: Int

  package init(fileSize: Int, depth: Int, nodes: Int, problems: Int) {
    self.fileSize = fileSize
    self.depth = depth
    self.nodes = nodes
    self.problems = problems
  }

  package static let standard = Limits(
    fileSize: 16 << 20, depth: 64, nodes: 100_000, problems: 1000)
}
