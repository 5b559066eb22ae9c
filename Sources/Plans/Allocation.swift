package import Engine
package import Graphs

/// A piece of the arena and what it is for.
package struct Allocation: Sendable {
  package enum Purpose: Sendable {
    /// Kept from run to run.
    case persistent(Value)
    /// Filled by the caller before each run.
    case input(Value)
    /// Computed by a node; values that took over its place in turn share it.
    case computed([Value])
    /// Used inside one node.
    case scratch(node: Int)
  }

  package let purpose: Purpose
  package let buffer: Buffer
  /// Nil: the whole run and beyond.
  package let lifetime: Lifetime?
}
