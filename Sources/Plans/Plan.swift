package import Engine
package import Graphs

/// A graph made ready to run: its kernel calls in order over the places of one arena. Immutable.
///
/// Running a plan allocates nothing and makes no system call.
package struct Plan: Sendable {
  /// A node with the kernels that compute it.
  package struct Step: Sendable {
    /// The node's index in the graph.
    package let node: Int
    package let calls: [KernelCall]
  }

  package let graph: Graph
  package let allocations: [Allocation]
  package let steps: [Step]
  package let program: Program
  /// The words at the arena's start that last from run to run.
  package let persistentCount: Int
  /// The words of arena that the plan needs.
  package let arenaCount: Int

  private let buffers: [Buffer?]

  init(
    graph: Graph, allocations: [Allocation], steps: [Step], persistentCount: Int,
    buffers: [Buffer?]
  ) {
    self.graph = graph
    self.allocations = allocations
    self.steps = steps
    self.persistentCount = persistentCount
    self.buffers = buffers
    program = Program(steps.flatMap { $0.calls })
    arenaCount = allocations.reduce(persistentCount) { max($0, $1.buffer.end) }
  }

  /// Where a value stands in the arena.
  ///
  /// - Precondition: the value is persistent, an input, or one that the plan was asked to keep.
  package func buffer(of value: Value) -> Buffer {
    guard let buffer = buffers[value.id] else {
      preconditionFailure("the value takes no part in the plan")
    }
    return buffer
  }

  /// Where a value stands in the arena; nil where nothing reads it.
  package func bufferIfAny(of value: Value) -> Buffer? { buffers[value.id] }

  /// Floating-point operations of one run.
  package var operations: Double {
    steps.reduce(0) { $0 + $1.calls.reduce(0) { $0 + $1.operations } }
  }
}

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
