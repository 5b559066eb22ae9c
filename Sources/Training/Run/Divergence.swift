package import Engine
package import Graphs
import Plans

/// Where the numbers of a training were first not finite.
package struct Divergence: Sendable, Hashable {
  /// The update, from one, counted over all epochs.
  package let update: Int
  /// What the operation whose result it was is part of.
  package let origin: Origin?
  /// The parameter, or the number that the optimizer keeps beside it, that the operation changed;
  /// nil where it changed none.
  package let changed: String?

  package init(update: Int, origin: Origin?, changed: String?) {
    self.update = update
    self.origin = origin
    self.changed = changed
  }
}

extension Trainer {
  /// Finds where the numbers of a training were first not finite. The same bytes come out again, so it
  /// trains once more up to that epoch, and goes through the epoch operation by operation.
  ///
  /// - Parameters:
  ///   - epoch: the one in which the training ended for it
  ///   - isStopped: asked after each epoch and each batch; true ends the search
  /// - Returns: nil where the search was ended, or the numbers became so only in predictions
  /// - Precondition: the training began from drawn parameters
  /// - Throws: `noMemory` where the system does not give an arena
  package func findDivergence(
    _ data: TrainingData, in epoch: Int, instructions: InstructionSet = .best, threads: Int = 1,
    isStopped: () -> Bool = { false }
  ) throws(TrainingError) -> Divergence? {
    var run = try TrainingRun(
      trainer: self, data: data, instructions: instructions, threads: min(threads, plans.parts))
    run.start(from: [:])
    for earlier in stride(from: 1, to: epoch, by: 1) {
      let record = run.epoch(earlier)
      _ = run.applyCallbacks(to: record)
      if isStopped() { return nil }
    }
    let arena = run.arena
    var (update, found) = (run.updates, Divergence?.none)
    _ = run.train(epoch) { step in
      update += 1
      found = step.plan.firstNotFinite(in: arena, with: instructions).map { node, changed in
        Divergence(update: update, origin: node.origin, changed: changed)
      }
      return found == nil && !isStopped()
    }
    return found
  }
}

extension Plan {
  /// Runs the plan operation by operation, as far as the first whose result is not finite.
  ///
  /// - Returns: that operation, and the name of the lasting value that it changed, if it did
  fileprivate func firstNotFinite(
    in arena: Arena, with instructions: InstructionSet
  ) -> (GraphNode, changed: String?)? {
    var call = 0
    for step in steps {
      for _ in step.calls {
        arena.run(program.alone(call), with: instructions)
        call += 1
      }
      let node = graph.nodes[step.node]
      let written = step.calls.flatMap { $0.writes }
      for value in node.outputs + node.inputs.compactMap({ $0 }) {
        // What no other node reads has no place.
        guard let buffer = bufferIfAny(of: value),
          written.contains(where: { $0.overlaps(buffer) }),
          !arena.isFinite(buffer, graph[value].type.element)
        else { continue }
        let isChanged = graph[value].storage == .persistent
        return (node, isChanged ? graph[value].name : nil)
      }
    }
    return nil
  }
}

extension Arena {
  /// Whether the numbers of a buffer are finite; integers and masks are.
  fileprivate func isFinite(_ buffer: Buffer, _ element: TensorType.Element) -> Bool {
    switch element {
    case .float32: read(buffer).allSatisfy { $0.isFinite }
    case .float64:
      stride(from: 0, to: buffer.count, by: 2).allSatisfy {
        readDouble(Buffer(offset: buffer.offset + $0, count: 2)).isFinite
      }
    case .int32, .bool: true
    }
  }
}
