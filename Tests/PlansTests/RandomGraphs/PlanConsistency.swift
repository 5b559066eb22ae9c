import Engine
import Plans

/// What must hold of every plan's memory, whatever the graph.
struct PlanConsistency {
  let plan: Plan

  /// What does not hold, in words; empty if all is well.
  var faults: [String] {
    overlaps + steps
  }

  /// Pieces of memory in use at the same time share no float, and all are inside the arena.
  private var overlaps: [String] {
    var faults: [String] = []
    let all = plan.allocations
    for (index, one) in all.enumerated() {
      if one.buffer.end > plan.arenaCount { faults.append("\(one) is outside the arena") }
      for other in all[(index + 1)...] where one.buffer.overlaps(other.buffer) {
        guard let a = one.lifetime, let b = other.lifetime, !a.overlaps(b) else {
          faults.append("\(one) and \(other) overlap")
          continue
        }
      }
    }
    return faults
  }

  /// Every operand lies inside one piece that is in use at the node, and has been written before it
  /// is read.
  private var steps: [String] {
    var faults: [String] = []
    var isDefined = [Bool](repeating: false, count: plan.arenaCount)
    func define(_ buffer: Buffer) {
      for place in buffer.offset..<buffer.end { isDefined[place] = true }
    }
    for allocation in plan.allocations {
      switch allocation.purpose {
      case .persistent, .input: define(allocation.buffer)
      case .computed, .scratch: break
      }
    }
    if plan.steps.map({ $0.node }) != plan.steps.map({ $0.node }).sorted() {
      faults.append("steps out of order")
    }
    for step in plan.steps {
      for call in step.calls {
        for buffer in call.reads + call.writes where !isInUse(buffer, at: step.node) {
          faults.append("node \(step.node), \(call.name): \(buffer) is nobody's")
        }
        for buffer in call.reads
        where !(buffer.offset..<buffer.end).allSatisfy({ isDefined[$0] }) {
          faults.append("node \(step.node), \(call.name): \(buffer) is read before it is written")
        }
        for buffer in call.writes { define(buffer) }
      }
      // What dies here is lost to those after.
      for allocation in plan.allocations where allocation.lifetime?.last == step.node {
        for place in allocation.buffer.offset..<allocation.buffer.end { isDefined[place] = false }
      }
    }
    return faults
  }

  private func isInUse(_ buffer: Buffer, at node: Int) -> Bool {
    plan.allocations.contains { allocation in
      allocation.buffer.offset <= buffer.offset && buffer.end <= allocation.buffer.end
        && allocation.lifetime.map { $0.first <= node && node <= $0.last } ?? true
    }
  }
}
