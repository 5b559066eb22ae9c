/// What a recurrent layer does with its time steps and states.
package struct Recurrence: Sendable, Hashable {
  /// Whether it gives every time step, not only the last.
  package let returnsSequences: Bool
  /// Whether its states last from batch to batch.
  package let isStateful: Bool
}
